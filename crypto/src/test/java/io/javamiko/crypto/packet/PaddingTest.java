package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4253 §6: the least lawful padding, at the edges of the blocks. */
class PaddingTest {
    @ParameterizedTest(name = "block {0}, {1} clear, payload {2}: padding {3}")
    @CsvSource({
        "8, 0, 1, 10",
        "8, 0, 2, 9",
        "8, 0, 7, 4",
        "8, 0, 8, 11",
        "8, 0, 11, 8",
        "8, 0, 15, 4",
        "8, 0, 16, 11",
        "8, 4, 1, 14",
        "8, 4, 2, 13",
        "8, 4, 3, 12",
        "8, 4, 4, 11",
        "8, 4, 7, 8",
        "8, 4, 11, 4",
        "8, 4, 12, 11",
        "16, 0, 1, 10",
        "16, 0, 7, 4",
        "16, 0, 8, 19",
        "16, 0, 23, 4",
        "16, 4, 1, 14",
        "16, 4, 11, 4",
        "16, 4, 12, 19",
        "16, 4, 27, 4",
        "16, 4, 28, 19"
    })
    void theLeastLawfulPaddingIsTaken(int block, int clear, int payload, int expected) {
        var padding = new Padding(block, clear);
        assertThat(padding.lengthFor(payload)).isEqualTo(expected);
        assertThat(padding.packetBytes(payload)).isEqualTo(5 + payload + expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4, 5, 11, 13, 20 + 1, Integer.MAX_VALUE})
    void lengthsOffTheBlockSizeOrTooSmallAreRefused(int packetLength) {
        assertThatThrownBy(() -> new Padding(8, 0).checkPacketLength(packetLength))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 12", "8, 4, 8", "16, 0, 12", "16, 4, 16", "8, 0, 35004"})
    void theSmallestPacketsArePassed(int block, int clear, int packetLength) throws ProtocolException {
        new Padding(block, clear).checkPacketLength(packetLength); // PROTOCOL.chacha20poly1305 sends 8
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "11", "12", "200", "255"})
    void aPaddingLengthThatIsUnlawfulForTwelveBytesIsRefused(int paddingLength) {
        assertThatThrownBy(() -> new Padding(8, 0).payloadLength((byte) paddingLength, 12))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({"4, 7", "10, 1"})
    void aLawfulPaddingLengthGivesThePayload(int paddingLength, int payload) throws ProtocolException {
        assertThat(new Padding(8, 0).payloadLength((byte) paddingLength, 12)).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void thePaddingIsRandom(int payload) {
        var random = new RandomPadding(new SecureRandom());
        byte[] one = new byte[payload + 300];
        byte[] two = new byte[payload + 300];
        var padding = new Padding(16, 4);
        int end = padding.frame(one, 5 + payload, random);
        padding.frame(two, 5 + payload, random);
        assertThat(end).isEqualTo(padding.packetBytes(payload));
        assertThat(one).isNotEqualTo(two);
    }
}
