"""Starts a command for each connection, which is its standard input and output. argv: PORT COMMAND…"""
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=100)
while True:
    with listener.accept()[0] as connection:
        subprocess.Popen(sys.argv[2:], stdin=connection, stdout=connection)
