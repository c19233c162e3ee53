"""How much is taken, and how much the process that makes the copy may use."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_FILES = 10
# In one sending: a proxy before the site is told the same (docs/deploy.md).
MOST_TOGETHER = 25 * MEGABYTE
MOST_PIXELS = 40_000_000
MOST_PAGES = 500

# The process that makes the copy: what it may use, and how long it is waited for.
MEMORY = 512 * MEGABYTE
CPU_SECONDS = 20
WALL_SECONDS = 30.0
# A picture drawn anew may be larger than the one that was packed tighter.
COPY_BYTES = 64 * MEGABYTE
OPEN_FILES = 64
