package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.server;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Crowd;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections by the hundred that stop before the login, and wait for its time-out. */
final class HalfOpen {
    private static final int MANY = 200;
    private static final int STEP = 37; // prime to the lengths of packets: the bytes at which they stop differ

    static final List<Check> CHECKS = List.of(
            server("AC-016", c -> {
                        var stopped = new ArrayList<Peer>();
                        for (int i = 0; i < MANY; i++) {
                            var peer = c.connect();
                            int at = i;
                            c.goesOn(() -> stopWithin(peer, at)); // or it is refused, which is an end as well
                            stopped.add(peer);
                        }
                        for (var peer : stopped) {
                            peer.expectRefusalByLoginTimeout();
                            peer.close();
                        }
                        Crowd.servesSoon(c);
                    })
                    .alone(),
            server("AC-017", c -> Crowd.holdsUp(c, peer -> peer.note("nothing is said")))
                    .alone());

    private HalfOpen() {}

    /** Sends a part of what comes next, at one of five places of the way to a login. */
    private static void stopWithin(Peer peer, int i) throws IOException {
        switch (i % 5) {
            case 0 -> sendSome(peer, (Peer.IDENTIFICATION + "\r\n").getBytes(US_ASCII), i);
            case 1 -> sendSome(peer, peer.upTo(Depth.IDENTIFIED).sealed(peer.kexInit()), i);
            case 2 ->
                sendSome(
                        peer, peer.sealed(peer.upTo(Depth.NEGOTIATED).kexFirst().orElseThrow()), i);
            case 3 -> sendSome(peer, peer.upTo(Depth.ENCRYPTED).sealed(new ServiceRequest("ssh-userauth")), i);
            default ->
                sendSome(peer, peer.upTo(Depth.SERVICE).sealed(peer.login().request()), i);
        }
    }

    private static void sendSome(Peer peer, byte[] bytes, int i) throws IOException {
        peer.sendRaw(Arrays.copyOf(bytes, i * STEP % bytes.length));
    }
}
