package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;
import static io.javamiko.transport.MessageNumbers.PING;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.TransportMessage.Pong;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import java.util.List;

/** Broken peers for the layers of a connection that is protected: rekey, extinfo, service, disconnect, compress, ping, timeout. */
final class LaterMutants {
    static final List<Mutant> ALL = List.of(
            serverBehind(
                    "it stays where it should go",
                    () -> IdentMutants.NEVER_CLOSES,
                    "disconnect-01",
                    "disconnect-02",
                    "disconnect-06",
                    "disconnect-08",
                    "disconnect-10",
                    "disconnect-11",
                    "disconnect-12",
                    "timeout-02"),
            clientBehind(
                    "a client stays where it should go",
                    () -> IdentMutants.NEVER_CLOSES,
                    "disconnect-01",
                    "disconnect-02",
                    "disconnect-06",
                    "disconnect-08",
                    "disconnect-12",
                    "timeout-06"),
            server(
                    "it grants every service, and not the one that was asked for",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        while (peer.expect(SERVICE_REQUEST).number() == SERVICE_REQUEST) {
                            peer.send(new ServiceAccept("ssh-connection"));
                        }
                    },
                    "service-01",
                    "service-02",
                    "service-03"),
            server(
                    "it answers nothing once the user is in, a KEXINIT neither",
                    peer -> {
                        peer.upTo(Depth.CHANNEL_OPEN);
                        while (peer.next().isPresent()) {
                            peer.note("not answered");
                        }
                    },
                    "rekey-01",
                    "rekey-05",
                    "rekey-07",
                    "rekey-09",
                    "rekey-12",
                    "rekey-16",
                    "rekey-18",
                    "rekey-20",
                    "timeout-08"),
            server(
                    "its PONG has data of its own",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        peer.send(new ExtInfo(List.of(ExtInfo.Extension.of(ExtInfo.PING, "0"))));
                        peer.upTo(Depth.AUTHENTICATED);
                        while (peer.expect(PING).number() == PING) {
                            peer.send(new Pong(new byte[] {1, 2, 3}));
                        }
                    },
                    "ping-01",
                    "ping-02"),
            server(
                    "it tells extensions whether they are asked for or not, and takes any count of them",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        peer.send(new ExtInfo(List.of()));
                        peer.upTo(Depth.AUTHENTICATED);
                        peer.exchangeKeys();
                        while (peer.next().isPresent()) {
                            peer.note("not answered");
                        }
                    },
                    "extinfo-03"));

    private LaterMutants() {}
}
