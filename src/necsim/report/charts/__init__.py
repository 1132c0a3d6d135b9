"""Charts made of tables: a figure is a chart with its title, and in words what it shows."""
