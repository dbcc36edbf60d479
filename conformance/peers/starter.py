"""Runs a client for each port number that a connection to CONTROL, on the loopback address, says: one process serves all."""
import os, socket, threading


def start_on_request(control, client):
    listener = socket.create_server(("127.0.0.1", control), backlog=100)
    while True:
        connection = listener.accept()[0]
        with connection, connection.makefile() as lines:
            port = int(lines.readline())
        threading.Thread(target=run, args=(client, port), daemon=True).start()


def run(client, port):
    try:
        client(port)
    except BaseException as e:
        print(port, type(e).__name__, e, flush=True)
