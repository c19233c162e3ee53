"""How files come in and go out, for every door that takes or serves one."""
