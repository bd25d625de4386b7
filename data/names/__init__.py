"""What a written name means: the directory of departments, decisions on names, proposals. Pure: no file, no store."""
