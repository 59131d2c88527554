"""How picture files are built, part by part: plain walks over bytes, nothing decoded."""
