package io.javamiko.transport.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.ByteLink;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CVE-2008-5161: how many bytes are read before a CBC packet is refused tells nothing about what was in it. */
class RefusalTest {
    private static final int LARGEST = 35_000; // before authentication, with length and MAC

    /** Gives its bytes in small reads, then times out; counts what was taken. */
    private static final class Trickle implements ByteLink {
        private final byte[] bytes;
        private int taken;

        Trickle(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] in, int offset, int length, Deadline deadline) throws IOException {
            if (taken == bytes.length) {
                throw new SSHTimeoutException("nothing more", Duration.ZERO);
            }
            int count = Math.min(Math.min(length, 16), bytes.length - taken);
            System.arraycopy(bytes, taken, in, offset, count);
            taken += count;
            return count;
        }

        @Override
        public void write(byte[] out, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes128-cbc", "3des-cbc", "blowfish-cbc", "cast128-cbc"})
    void aWrongMACAndEveryWrongLengthAreReadAlike(String cipher) {
        for (int changed : new int[] {0, 1, 2, 3, 4, 20, -1}) { // length, padding_length, payload, MAC
            byte[] stream = stream(cipher);
            int first = sealed(cipher, new byte[40]).length;
            stream[changed < 0 ? first - 1 : changed] ^= 0x41;
            var link = new Trickle(stream);
            assertThatThrownBy(() -> reader(link, cipher).next(Deadline.none()))
                    .as("byte %d", changed)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage(PacketOpener.REFUSAL);
            assertThat(link.taken).as("byte %d", changed).isBetween(LARGEST, LARGEST + 16);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes128-cbc", "3des-cbc"})
    void oneByteLessAndNothingIsSaidYet(String cipher) {
        byte[] stream = Arrays.copyOf(stream(cipher), LARGEST - 1);
        stream[21] ^= 1;
        var link = new Trickle(stream);
        var reader = reader(link, cipher);
        for (int i = 0; i < 3; i++) { // also when it is asked again
            assertThatThrownBy(() -> reader.next(Deadline.none())).isInstanceOf(SSHTimeoutException.class);
        }
        assertThat(link.taken).isEqualTo(LARGEST - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes128-ctr", "aes128-cbc", "chacha20-poly1305@openssh.com", "arcfour256"})
    void aPacketThatADeadlineCutInTwoIsRead(String cipher) throws IOException {
        byte[] sealed = sealed(cipher, new byte[100]);
        for (int cut = 1; cut < sealed.length; cut += 7) {
            int first = cut;
            var link = new ByteLink() {
                private int taken;
                private boolean timedOut;

                @Override
                public int read(byte[] in, int offset, int length, Deadline deadline) throws IOException {
                    if (taken == first && !timedOut) {
                        timedOut = true;
                        throw new SSHTimeoutException("later", Duration.ZERO);
                    }
                    int count = Math.min(length, (timedOut ? sealed.length : first) - taken);
                    System.arraycopy(sealed, taken, in, offset, count);
                    taken += count;
                    return count;
                }

                @Override
                public void write(byte[] out, int offset, int length) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {
                    // nothing to close
                }
            };
            var reader = reader(link, cipher);
            assertThatThrownBy(() -> reader.next(Deadline.none())).isInstanceOf(SSHTimeoutException.class);
            assertThat(reader.next(Deadline.none()).length()).isEqualTo(100);
        }
    }

    private static PacketReader reader(ByteLink link, String name) {
        var cipher = CipherAlgorithms.named(name).orElseThrow();
        var mac = cipher.isAEAD() ? null : MACAlgorithms.named("hmac-sha1").orElseThrow();
        return new PacketReader(
                link, cipher.opener(new byte[cipher.keyLength()], new byte[cipher.ivLength()], mac, new byte[20]));
    }

    private static byte[] stream(String cipher) {
        return Arrays.copyOf(sealed(cipher, new byte[40]), 2 * LARGEST); // then what the attacker likes
    }

    private static byte[] sealed(String name, byte[] payload) {
        var cipher = CipherAlgorithms.named(name).orElseThrow();
        var mac = cipher.isAEAD() ? null : MACAlgorithms.named("hmac-sha1").orElseThrow();
        var sealer = cipher.sealer(
                new byte[cipher.keyLength()],
                new byte[cipher.ivLength()],
                mac,
                new byte[20],
                new RandomPadding(new SecureRandom()));
        byte[] plain = Arrays.copyOf(new byte[PacketSealer.PAYLOAD], PacketSealer.PAYLOAD + payload.length + 255);
        byte[] out = new byte[sealer.sealedLength(payload.length)];
        sealer.seal(plain, PacketSealer.PAYLOAD + payload.length, 0, out, 0);
        return out;
    }
}
