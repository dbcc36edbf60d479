package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A client's and a server's {@link KeyExchange}, joined in memory. Instead of being encrypted, a packet is labelled with the
 * keys and the sequence number that its sender would use; the receiver checks them against its own.
 */
final class Pair {
    final End client;
    final End server;

    private Pair(End client, End server) {
        this.client = client;
        this.server = server;
        client.peer = server;
        server.peer = client;
    }

    /** Modern algorithms, an Ed25519 host key, a client that trusts every key. */
    static Pair modern() {
        return of(Algorithms.modern(), Algorithms.modern(), Keys.ED25519);
    }

    static Pair of(Algorithms client, Algorithms server, Signer... hostKeys) {
        return of(client, server, setup -> setup, setup -> setup, hostKeys);
    }

    static Pair of(
            Algorithms client,
            Algorithms server,
            UnaryOperator<KexSetup> clientChange,
            UnaryOperator<KexSetup> serverChange,
            Signer... hostKeys) {
        return of(client, server, clientChange, serverChange, new Trust(), hostKeys);
    }

    static Pair of(
            Algorithms client,
            Algorithms server,
            UnaryOperator<KexSetup> clientChange,
            UnaryOperator<KexSetup> serverChange,
            Trust trust,
            Signer... hostKeys) {
        var v = Identification.of("Client_1");
        var w = Identification.of("Server_1 with comment");
        var random = new SecureRandom();
        return new Pair(
                new End(clientChange.apply(KexSetup.client(client, v, w, trust, random)), trust),
                new End(serverChange.apply(KexSetup.server(server, w, v, List.of(hostKeys), random)), trust));
    }

    /** Both start, and everything is delivered. */
    Pair run() throws IOException {
        client.kex.start();
        server.kex.start();
        return deliver();
    }

    /** Delivers in turn until nothing is under way. */
    Pair deliver() throws IOException {
        while (!client.out.isEmpty() || !server.out.isEmpty()) {
            server.receive();
            client.receive();
        }
        return this;
    }

    /** Both use the same keys in each direction, no exchange runs, and each direction carries data. */
    void assertWorks() throws IOException {
        assertThat(client.kex.isRunning()).isFalse();
        assertThat(server.kex.isRunning()).isFalse();
        assertThat(client.established).isNotEmpty().hasSameSizeAs(server.established);
        assertThat(client.kex.sessionId().orElseThrow())
                .isEqualTo(server.kex.sessionId().orElseThrow());
        assertThat(client.outKeys)
                .isEqualTo(server.inKeys)
                .isNotEqualTo(client.inKeys)
                .hasSizeGreaterThan(40);
        assertThat(client.kex.negotiated().orElseThrow())
                .hasToString(server.kex.negotiated().orElseThrow().toString());
        client.send(new TransportMessage.Debug(false, "client", ""));
        server.send(new TransportMessage.Debug(false, "server", ""));
        deliver();
        assertThat(client.received).last().isEqualTo(MessageNumbers.DEBUG);
        assertThat(server.received).last().isEqualTo(MessageNumbers.DEBUG);
    }

    record Packet(byte[] payload, String keys, long sequence) {}

    /** Trusts what it is told to, and remembers what it was asked. */
    static class Trust implements HostKeyVerifier {
        final List<SSHPublicKey> asked = new ArrayList<>();
        final List<SSHPublicKey> known = new ArrayList<>();

        @Override
        public void verify(SSHPublicKey key, Negotiated negotiated) {
            asked.add(key);
        }

        @Override
        public boolean knows(SSHPublicKey key) {
            return known.contains(key);
        }
    }

    /** One end: what a driver does, without a wire. */
    static final class End implements KexOutput {
        final KeyExchange kex;
        final KexSetup setup;
        final Trust trust;
        final Gate sending;
        final Gate receiving;
        final Deque<Packet> out = new ArrayDeque<>();
        final List<Integer> sent = new ArrayList<>();
        final List<Integer> received = new ArrayList<>();
        final List<Negotiated> established = new ArrayList<>();
        final List<Warning> warnings = new ArrayList<>();
        final List<SignatureRequest> signatures = new ArrayList<>();
        final PeerExtensions extensions = new PeerExtensions();
        boolean signsLater;
        String outKeys = "";
        String inKeys = "";
        long outSequence;
        long inSequence;
        End peer;

        End(KexSetup setup, Trust trust) {
            this.setup = setup;
            this.trust = trust;
            this.kex = new KeyExchange(setup, this);
            this.sending = new Gate(setup.role());
            this.receiving = new Gate(setup.role());
            sending.strict();
        }

        /** Takes the next packet of the peer, if there is one. */
        void receive() throws IOException {
            var packet = peer.out.poll();
            if (packet != null) {
                receive(packet);
            }
        }

        void receive(Packet packet) throws IOException {
            if (!packet.keys().equals(inKeys) || !inKeys.isEmpty() && packet.sequence() != inSequence) {
                throw new ProtocolException(
                        "a MAC would be wrong: " + packet + " under " + inKeys + " at " + inSequence);
            }
            long sequence = inSequence++;
            int number = packet.payload()[0] & 0xff;
            received.add(number);
            switch (receiving.receive(number)) {
                case HANDLE -> dispatch(number, packet, sequence);
                case IGNORE -> {}
                case UNIMPLEMENTED -> send(new TransportMessage.Unimplemented(sequence));
                case FATAL -> throw new KeyExchangeException("message " + number + " may not come now");
            }
        }

        private void dispatch(int number, Packet packet, long sequence) throws IOException {
            var in = new WireReader(packet.payload(), 1, packet.payload().length - 1);
            switch (number) {
                case MessageNumbers.KEXINIT -> kex.peerInit(packet.payload(), sequence);
                case MessageNumbers.NEWKEYS -> {
                    TransportMessage.NewKeys.decode(in);
                    kex.peerNewKeys();
                }
                case MessageNumbers.EXT_INFO -> extensions.received(ExtInfo.decode(in));
                default -> {
                    if (number >= 30 && number < 50) {
                        kex.methodMessage(number, in);
                    }
                }
            }
        }

        @Override
        public void exclusively(Step step) throws IOException {
            step.run();
        }

        @Override
        public void send(Message message) {
            assertThat(sending.maySend(message.number()))
                    .as("%s sends %s in %s", setup.role(), message, sending.phase())
                    .isTrue();
            inject(message.payload());
        }

        /** Sends what a sane peer would not. */
        void inject(byte[] payload) {
            sent.add(payload[0] & 0xff);
            out.add(new Packet(payload, outKeys, outSequence++));
            sending.passed(payload[0] & 0xff);
        }

        /** Puts a packet before what is under way. */
        void slip(byte[] payload) {
            var later = List.copyOf(out);
            out.clear();
            out.add(new Packet(payload, later.get(0).keys(), later.get(0).sequence()));
            later.forEach(packet -> out.add(new Packet(packet.payload(), packet.keys(), packet.sequence() + 1)));
            outSequence++;
        }

        @Override
        public void sendNewKeys(PacketKeys next) {
            send(new TransportMessage.NewKeys());
            outKeys = label(next);
            outSequence = next.resetsSequenceNumber() ? 0 : outSequence;
            next.close();
        }

        @Override
        public void openWith(PacketKeys next) {
            inKeys = label(next);
            inSequence = next.resetsSequenceNumber() ? 0 : inSequence;
            next.close();
        }

        @Override
        public void sign(SignatureRequest request) throws IOException {
            signatures.add(request);
            if (!signsLater) {
                request.complete(request.sign());
            }
        }

        @Override
        public void negotiated(Negotiated negotiated) {
            if (negotiated.strictKex()) {
                receiving.strict();
            } else {
                sending.notStrict();
            }
        }

        @Override
        public void established(Negotiated negotiated) {
            established.add(negotiated);
        }

        @Override
        public void warning(Warning warning) {
            warnings.add(warning);
        }

        private static String label(PacketKeys keys) {
            var hex = HexFormat.of();
            return keys.algorithms() + " " + hex.formatHex(keys.iv()) + " " + hex.formatHex(keys.key()) + " "
                    + hex.formatHex(keys.macKey());
        }
    }

    /** Keys that are made once: RSA takes its time. */
    static final class Keys {
        static final SSHKeyPair ED25519 = SSHKeyPair.generate("ssh-ed25519");
        static final SSHKeyPair ANOTHER_ED25519 = SSHKeyPair.generate("ssh-ed25519");
        static final SSHKeyPair ECDSA256 = SSHKeyPair.generate("ecdsa-sha2-nistp256");
        static final SSHKeyPair ECDSA384 = SSHKeyPair.generate("ecdsa-sha2-nistp384");
        static final SSHKeyPair ECDSA521 = SSHKeyPair.generate("ecdsa-sha2-nistp521");
        static final SSHKeyPair RSA = SSHKeyPair.generate("ssh-rsa", 2048);
        static final Signer[] ALL = {ED25519, ECDSA256, ECDSA384, ECDSA521, RSA};

        private Keys() {}
    }
}
