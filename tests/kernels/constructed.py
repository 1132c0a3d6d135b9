"""Small elections, each made for one turn of a rule, with every stage worked out.

A stage is written: what happened and to whom, the quota, each candidate's total, what is
non-transferable.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    rule: str
    seats: int
    ballots: str
    winners: str
    stages: str
    withdrawn: str = ""
    at_least_one_of: str = ""


CASES = {
    "ers97: values are cut to hundredths, a later surplus comes from the last batch only": Case(
        "ers97",
        3,
        "10 ABD, 7 AC, 2 AD, 6 B, 5 C, 4 D, 3 D",
        "ABD",
        """
            first 9.25 | 19.00 6.00 5.00 7.00 | 0.00
            surplus A 9.25 | 9.25 11.10 8.57 8.02 | 0.06
            surplus B 9.25 | 9.25 9.25 8.57 9.82 | 0.11
        """,
    ),
    "ers97: a surplus without next preferences is lost": Case(
        "ers97",
        3,
        "3 EA, 4 FDC, 3 E, 4 ACF, 9 B",
        "BEA",
        """
            first 5.75 | 4.00 9.00 0.00 0.00 6.00 4.00 | 0.00
            exclude CD 5.75 | 4.00 9.00 0.00 0.00 6.00 4.00 | 0.00
            surplus B 5.75 | 4.00 5.75 0.00 0.00 6.00 4.00 | 3.25
            surplus E 5.75 | 4.24 5.75 0.00 0.00 5.75 4.00 | 3.26
        """,
    ),
    "ers97: the quota falls until somebody is elected": Case(
        "ers97",
        2,
        "4 DE, 1 BA, 3 A, 2 A, 2 AEB, 5 CA, 6 F",
        "AF",
        """
            first 7.67 | 7.00 1.00 5.00 4.00 0.00 6.00 | 0.00
            exclude BDE 6.34 | 8.00 0.00 5.00 0.00 0.00 6.00 | 4.00
            surplus A 6.34 | 6.34 0.00 5.00 0.00 0.00 6.00 | 5.66
        """,
    ),
    "ers97: the active vote elects below the quota, papers not yet moved included and left": Case(
        "ers97",
        2,
        "4 FBA, 9 EAD, 1 DE, 8 ECF, 9 BEC, 5 D, 2 DC",
        "EB",
        """
            first 12.67 | 0.00 9.00 0.00 8.00 17.00 4.00 | 0.00
            surplus E 12.67 | 2.25 9.00 2.00 8.00 12.67 4.00 | 0.08
            exclude C 12.67 | 2.25 9.00 0.00 8.00 12.67 6.00 | 0.08
            exclude A 12.67 | 0.00 9.00 0.00 10.25 12.67 6.00 | 0.08
            exclude F 12.67 | 0.00 13.00 0.00 10.25 12.67 2.00 | 0.08
        """,
    ),
    "ers97: a surplus put off while a group is excluded together": Case(
        "ers97",
        3,
        "7 CF, 9 C, 6 EDC, 7 CBE, 5 D, 3 B",
        "CBF",
        """
            first 9.25 | 0.00 3.00 23.00 5.00 6.00 0.00 | 0.00
            surplus C 9.25 | 0.00 9.86 9.25 5.00 6.00 6.86 | 0.03
            exclude AD 9.25 | 0.00 9.86 9.25 0.00 6.00 6.86 | 5.03
        """,
    ),
    "ers97: a tie is settled where they first differed": Case(
        "ers97",
        2,
        "6 D, 3 FBA, 1 FD, 8 BCA, 4 ECB, 9 BCA, 3 AEB",
        "BD",
        """
            first 11.34 | 3.00 17.00 0.00 6.00 4.00 4.00 | 0.00
            surplus B 11.34 | 3.00 11.34 5.61 6.00 4.00 4.00 | 0.05
            exclude A 11.34 | 0.00 11.34 5.61 6.00 7.00 4.00 | 0.05
            exclude F 11.34 | 0.00 11.34 5.61 7.00 7.00 0.00 | 3.05
            exclude C 11.34 | 0.00 11.34 0.00 7.00 7.00 0.00 | 8.66
        """,
    ),
    "ers97: the lowest is guarded, and a smaller group goes": Case(
        "ers97",
        2,
        "2 B, 6 E, 4 A, 6 EC, 9 AD, 5 BED, 8 CB",
        "BA",
        """
            first 13.34 | 13.00 7.00 8.00 0.00 12.00 | 0.00
            exclude D 13.34 | 13.00 7.00 8.00 0.00 12.00 | 0.00
            exclude C 13.34 | 13.00 15.00 0.00 0.00 12.00 | 0.00
            surplus B 13.34 | 13.00 13.34 0.00 0.00 12.00 | 1.66
        """,
        at_least_one_of="BF",
    ),
    "ers97: papers for the withdrawn pass on, papers for nobody else are no votes": Case(
        "ers97",
        2,
        "5 AB, 4 BA, 3 CD, 2 D, 1 A",
        "BC",
        """
            first 4.67 | 0.00 9.00 3.00 2.00 | 0.00
            surplus B 4.67 | 0.00 4.67 3.00 2.00 | 4.33
        """,
        withdrawn="A",
    ),
    "scottish: a value times a surplus is cut to five decimals, surpluses in a chain": Case(
        "scottish",
        4,
        "14 ABC, 5 BCD, 3 CD, 2 DE, 1 E, 3 B",
        "ABCD",
        """
            first 6.00000 | 14.00000 8.00000 3.00000 2.00000 1.00000 | 0.00000
            surplus A 6.00000 | 6.00000 8.00000 10.99988 2.00000 1.00000 | 0.00012
            surplus C 6.00000 | 6.00000 8.00000 6.00000 3.36359 1.00000 | 3.63641
            surplus B 6.00000 | 6.00000 6.00000 6.00000 4.61359 1.00000 | 4.38641
            exclude E 6.00000 | 6.00000 6.00000 6.00000 4.61359 0.00000 | 5.38641
        """,
    ),
    "scottish: non-transferable papers take their share of a surplus": Case(
        "scottish",
        2,
        "9 A, 4 AB, 3 B, 3 C, 2 D",
        "AB",
        """
            first 8.00000 | 13.00000 3.00000 3.00000 2.00000 | 0.00000
            surplus A 8.00000 | 8.00000 4.53844 3.00000 2.00000 | 3.46156
            exclude D 8.00000 | 8.00000 4.53844 3.00000 0.00000 | 5.46156
            exclude C 8.00000 | 8.00000 4.53844 0.00000 0.00000 | 8.46156
        """,
    ),
    "scottish: exactly the quota is no surplus, just below is not elected": Case(
        "scottish",
        3,
        "6 ABC, 5 CB, 4 B, 3 D, 1 E",
        "ACB",
        """
            first 5.00000 | 6.00000 4.00000 5.00000 3.00000 1.00000 | 0.00000
            surplus A 5.00000 | 5.00000 4.99996 5.00000 3.00000 1.00000 | 0.00004
            exclude E 5.00000 | 5.00000 4.99996 5.00000 3.00000 0.00000 | 1.00004
            exclude D 5.00000 | 5.00000 4.99996 5.00000 0.00000 0.00000 | 4.00004
        """,
    ),
    "scottish: a tie is settled where they last differed": Case(
        "scottish",
        2,
        "1 CBD, 1 BA, 4 A, 6 DCB, 4 DCB",
        "DC",
        """
            first 6.00000 | 4.00000 1.00000 1.00000 10.00000 | 0.00000
            surplus D 6.00000 | 4.00000 1.00000 5.00000 6.00000 | 0.00000
            exclude B 6.00000 | 5.00000 0.00000 5.00000 6.00000 | 0.00000
            exclude A 6.00000 | 0.00000 0.00000 5.00000 6.00000 | 5.00000
        """,
    ),
    "scottish: as many candidates as seats are elected at once, those without votes too": Case(
        "scottish",
        3,
        "9 A, 2 BC",
        "ABC",
        """
            first 3.00000 | 9.00000 2.00000 0.00000 | 0.00000
        """,
    ),
    "scottish: the doomed go together, before the lowest": Case(
        "scottish",
        1,
        "7 A, 7 CD, 5 DBC, 6 D",
        "A",
        """
            first 13.00000 | 7.00000 0.00000 7.00000 11.00000 | 0.00000
            exclude CD 13.00000 | 7.00000 5.00000 0.00000 0.00000 | 13.00000
            exclude B 13.00000 | 7.00000 0.00000 0.00000 0.00000 | 18.00000
        """,
        at_least_one_of="AB",
    ),
    "meek: the quota falls and the elected keep only it": Case(
        "meek",
        2,
        "9 AB, 2 AC, 4 B, 5 CA, 3 D",
        "AB",
        """
            first 7.666666667 | 11.000000000 4.000000000 5.000000000 3.000000000 | 0.000000000
            surplus A 7.666666667 | 7.666666667 6.727272727 5.606060606 3.000000000 | 0.000000000
            exclude D 6.666666667 | 7.666666667 6.727272727 5.606060606 0.000000000 | 3.000000000
        """,
    ),
    "meek: papers of the excluded count as if it had never stood": Case(
        "meek",
        2,
        "8 AB, 3 B, 4 C, 2 DAC",
        "AB",
        """
            first 5.666666667 | 8.000000000 3.000000000 4.000000000 2.000000000 | 0.000000000
            surplus A 5.666666667 | 5.666666667 5.333333333 4.000000000 2.000000000 | 0.000000000
            exclude D 5.666666667 | 5.666666667 6.466666667 4.866666667 0.000000000 | 0.000000000
        """,
    ),
}
