"""The process that sets a PDF: what is told comes in as JSON, the document goes out. It knows no Django.

A process of its own, since the typesetter keeps everything else in its process waiting while it works, and never
gives back the memory that it took. Started by `as_pdf`.
"""

import resource
import sys
from pathlib import Path

TEMPLATE = Path(__file__).with_name("extract.typ")
CPU_SECONDS = 30
MEMORY = 3_000_000_000
UNPRINTABLE = 3


def main() -> int:
    """Set what stands in the input by our template. What is told is data there, never a part of the template."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import typst  # noqa: PLC0415 - after the limits

    told = sys.stdin.buffer.read().decode()
    moment, _line, said = told.partition("\n")
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            # Only the fonts that come with it: the same document on every machine.
            ignore_system_fonts=True,
            sys_inputs={"told": said},
            pdf_standards=["ua-1"],
            timestamp=int(moment),
        )
    except typst.TypstError as fault:
        sys.stderr.write(fault.message)
        return UNPRINTABLE if "could not be displayed" in fault.message else 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
