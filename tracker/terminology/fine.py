"""Phrases that no term may ever mark, whatever an administrator types: ordinary words of law and of daily news."""

ALWAYS_FINE: dict[str, tuple[str, ...]] = {
    "en": (
        "legal aid|identity|advice|assistance|framework|status|guardian(s)|representation|personality",
        "legally binding",
        "illegal fishing|logging|detention(s)|arrest(s)|pushback(s)|recruitment|fee(s)|trade|drug(s)|arm(s)",
        "illegal adoption(s)|eviction(s)|dismissal(s)|practice(s)",
        "illegal wildlife trade",
        "illegal working condition(s)",
        "flood(s) of #",
        "flood displacement",
        "wave(s) of solidarity",
        "heat wave(s)",
        "burden of proof|disease",
        "alienation",
    ),
    "fr": (
        "aide|identité juridique",
        "travail|travaux illégal|illégaux",
        "pêche|détention(s) illégale(s)",
        "refoulement(s) illégal|illégaux",
        "atelier(s) clandestin(s)",
        "vague(s) de chaleur",
        "cadre légal",
        "représentant(s) légal|légaux",
    ),
    "es": (
        "asistencia|identidad legal",
        "pesca|detención|detenciones|devolución|devoluciones ilegal(es)",
        "cobro(s) ilegal(es)",
        "marco legal",
        "tutor(es) legal(es)",
        "región MENA",
    ),
}
