"""How a register file grows from one version of the checker to the next."""
