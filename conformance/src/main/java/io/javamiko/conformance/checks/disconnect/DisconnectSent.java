package io.javamiko.conformance.checks.disconnect;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** RFC 4253 §11.1, §7.3: how a peer goes. */
final class DisconnectSent {
    private static final long MOST_REASON = 15;
    private static final int FLOOD = 64 << 20;

    static final List<Check> CHECKS = List.of(
            both("disconnect-04", c -> {
                for (var provoked : provoked(c)) {
                    var disconnect = disconnect(provoked);
                    if (disconnect.isPresent()) {
                        long reason = disconnect.get().reasonCode();
                        c.verify(reason >= 1 && reason <= MOST_REASON, "DISCONNECT for reason " + reason);
                        c.verify(
                                disconnect.get().description().chars().noneMatch(Character::isISOControl),
                                "DISCONNECT's description has control characters");
                    } else {
                        c.note("it closes the connection without DISCONNECT");
                    }
                }
            }),
            both("disconnect-05", c -> {
                for (var provoked : provoked(c)) {
                    c.note(disconnect(provoked)
                            .map(Disconnect::description)
                            .orElse("it closes the connection without DISCONNECT"));
                }
            }),
            client("disconnect-09", c -> {
                var peer = c.connect(Depth.CHANNEL_OPEN);
                finishSession(peer);
                for (var message = peer.next(); message.isPresent(); message = peer.next()) {
                    if (message.get().number() == Disconnect.NUMBER) {
                        long reason = message.get().reader().uint32();
                        c.verify(reason == DisconnectReason.BY_APPLICATION, "it goes for reason " + reason);
                        return;
                    }
                }
                c.note("it closes the connection without DISCONNECT");
            }),
            both("disconnect-10", c -> {
                wrongMAC(c.connect(Depth.ENCRYPTED)).expectClose();
                var noisy = wrongMAC(c.connect(Depth.ENCRYPTED));
                long taken = noisy.tcp().flood(new byte[1 << 16], FLOOD);
                c.verify(taken < FLOOD, "behind its fatal error it took " + taken + " bytes");
                noisy.expectClose();
            }),
            both("disconnect-11", c -> {
                var peer = c.connect(Depth.CHANNEL_OPEN);
                peer.tcp().finish();
                peer.expectClose();
            }));

    private DisconnectSent() {}

    /** Errors before the first keys, under them, and in a later key exchange. */
    private static List<Peer> provoked(Conversation c) throws IOException {
        var clear = c.connect(Depth.IDENTIFIED);
        clear.proposing(clear.proposal().kex("none-such@kit")).sendKexInit();
        c.goesOn(clear::expectKexInit); // or it goes before it has sent its own
        var keyed = wrongMAC(c.connect(Depth.ENCRYPTED));
        var later = c.connect(Depth.AUTHENTICATED);
        later.proposing(later.proposal().kex("none-such@kit")).sendKexInit();
        return List.of(clear, keyed, later);
    }

    private static Peer wrongMAC(Peer peer) throws IOException {
        byte[] packet = peer.sealed(new Ignore(new byte[8]));
        packet[packet.length - 1] ^= 1;
        peer.sendRaw(packet);
        return peer;
    }

    /** The DISCONNECT, decoded; empty if there is the end without it. A packet that can't be read fails. */
    private static Optional<Disconnect> disconnect(Peer peer) throws IOException {
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            if (message.get().number() == Disconnect.NUMBER) {
                var reader = message.get().reader();
                var decoded = new Disconnect(reader.uint32(), reader.utf8(1 << 16), reader.text(1 << 10));
                reader.expectEnd();
                return Optional.of(decoded);
            }
        }
        return Optional.empty();
    }

    /** The client's command runs, and ends well. */
    private static void finishSession(Peer peer) throws IOException {
        long channel = peer.channel().theirs();
        boolean started = false;
        while (!started) {
            var reader = peer.expect(CHANNEL_REQUEST).reader();
            reader.uint32();
            started = List.of("exec", "shell", "subsystem").contains(reader.text(1 << 10));
            if (reader.bool()) {
                peer.send(new ChannelSuccess(channel));
            }
        }
        byte[] zero = new WireWriter().uint32(0).toByteArray();
        peer.send(
                new ChannelRequest(channel, "exit-status", false, zero),
                new ChannelEOF(channel),
                new ChannelClose(channel));
    }
}
