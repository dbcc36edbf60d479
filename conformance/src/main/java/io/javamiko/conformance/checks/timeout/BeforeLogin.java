package io.javamiko.conformance.checks.timeout;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;

import io.javamiko.Deadline;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Crowd;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** RFC 4252 §4, RFC 4253 §4.2: nobody waits without end for a peer that says nothing, or too little. */
final class BeforeLogin {
    private static final int DRIPS = 40; // in the time that the target may take

    static final List<Check> CHECKS = List.of(
            server(
                    "timeout-01",
                    c -> c.should(
                            () -> c.connect().expectRefusalByLoginTimeout(),
                            "it waits without end for an identification")),
            server("timeout-02", c -> {
                var stopped = new ArrayList<Peer>();
                for (var depth : List.of(Depth.IDENTIFIED, Depth.NEGOTIATED, Depth.ENCRYPTED, Depth.SERVICE)) {
                    stopped.add(c.connect(depth));
                }
                var exchanging = c.connect(Depth.NEGOTIATED); // its reply and NEWKEYS are not answered
                exchanging.send(exchanging.kexFirst().orElseThrow());
                exchanging.kexNext(exchanging.expectKexMessage());
                exchanging.expectNewKeys();
                stopped.add(exchanging);
                expectEnds(stopped);
            }),
            server("timeout-03", c -> {
                var line = c.connect();
                var packet = c.connect(Depth.IDENTIFIED);
                byte[] init = packet.sealed(packet.kexInit());
                var ignoring = c.connect(Depth.ENCRYPTED);
                var deadline = Deadline.after(c.timing().login());
                line.sendRaw("SSH-2.0-");
                for (int i = 0;
                        !deadline.expired()
                                && !(line.tcp().hasEnded()
                                        && packet.tcp().hasEnded()
                                        && ignoring.tcp().hasEnded());
                        i++) {
                    line.sendRaw("x");
                    packet.sendRaw(new byte[] {init[i % init.length]});
                    ignoring.send(new Ignore(new byte[1]));
                    line.pause(c.timing().login().dividedBy(DRIPS));
                }
                for (var peer : List.of(line, packet, ignoring)) {
                    c.verify(peer.tcp().hasEnded(), "a slow drip keeps the connection open beyond the login time-out");
                }
            }),
            server("timeout-04", c -> {
                var deaf = c.connect();
                deaf.identify();
                deaf.sendKexInit();
                c.connect(Depth.SERVICE).close(); // others are served meanwhile
                deaf.expectRefusalByLoginTimeout();
            }),
            server("timeout-05", c -> Crowd.holdsUp(c, Peer::identify)).alone(),
            client("timeout-06", c -> {
                var silent = c.connect();
                var exchanging = c.connect(Depth.NEGOTIATED);
                exchanging.expectKexMessage();
                var stopped = new ArrayList<>(List.of(silent, c.connect(Depth.IDENTIFIED), exchanging));
                var encrypted = c.connect(Depth.ENCRYPTED);
                encrypted.expect(ServiceRequest.class);
                stopped.add(encrypted);
                var asked = c.connect(Depth.SERVICE);
                asked.expect(AuthRequest.class);
                stopped.add(asked);
                expectEnds(stopped);
            }));

    private BeforeLogin() {}

    private static void expectEnds(List<Peer> stopped) throws IOException {
        for (var peer : stopped) {
            peer.expectRefusalByLoginTimeout();
        }
    }
}
