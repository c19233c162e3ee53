"""Say in plain words why nothing can be served at an address: `address.py HOST PORT` ends with 0 where it can."""

import errno
import socket
import sys


def obstacle(host: str, port: str) -> str:
    """Why this address cannot be served, or nothing."""
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        return f"PORT must be a number from 1 to 65535, not “{port}”."
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            # As the server does, so that a port left a second ago counts as free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(1)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return f"Port {port} is taken. Choose another one: PORT={int(port) % 65535 + 1} ./run"
        if fault.errno == errno.EACCES:
            return f"Port {port} is reserved for the system. Choose one from 1024: PORT=8000 ./run"
        return f"HOST “{host}” is not an address of this machine: {fault.strerror or fault}."
    return ""


def main() -> int:
    """Check the address on the command line."""
    found = obstacle(*sys.argv[1:3])
    if found:
        sys.stderr.write(f"{found}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
