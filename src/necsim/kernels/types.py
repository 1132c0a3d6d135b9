"""The array types that kernels take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.uint8]
Links = NDArray[np.uint32]
Votes = NDArray[np.int32]
Indices = NDArray[np.int16]
