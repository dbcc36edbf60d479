package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.connection.ChannelState.Receiving;
import io.javamiko.connection.ChannelState.Sending;
import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class ChannelStateProperties {
    private enum Kind {
        DATA,
        ADJUST,
        EOF,
        CLOSE
    }

    private record Sent(Kind kind, int bytes) {}

    /** One side of a channel, and what it has sent that has not arrived. */
    private static final class Side {
        final WindowBudget budget = new WindowBudget(64 << 20);
        final Receiving receiving;
        final Sending sending = new Sending();
        final ArrayDeque<Sent> underWay = new ArrayDeque<>();
        long unread;
        long received;
        long sent;
        boolean eofSent;
        boolean closeSent;

        Side(int window) throws ProtocolException {
            budget.take(window, 0);
            receiving = new Receiving(new ReceiveWindow(window, 4 * window, budget));
            receiving.opened();
        }

        void write(int bytes) throws Exception {
            if (eofSent || closeSent) {
                assertThatThrownBy(() -> sending.grant(bytes)).isInstanceOf(ChannelClosedException.class);
                return;
            }
            int granted = sending.grant(bytes);
            sending.take(granted);
            if (granted > 0) {
                sent += granted;
                underWay.add(new Sent(Kind.DATA, granted));
            }
        }

        void read(int bytes) {
            int read = (int) Math.min(bytes, unread);
            unread -= read;
            credit(receiving.consumed(read));
        }

        void credit(int bytes) {
            if (bytes > 0 && sending.isOpen()) {
                underWay.add(new Sent(Kind.ADJUST, bytes));
            }
        }

        void eof() {
            if (sending.sendEOF()) {
                assertThat(eofSent || closeSent)
                        .as("one EOF, and none after CLOSE")
                        .isFalse();
                eofSent = true;
                underWay.add(new Sent(Kind.EOF, 0));
            }
        }

        void close() {
            receiving.closing();
            if (sending.sendClose()) {
                assertThat(closeSent).as("one CLOSE").isFalse();
                closeSent = true;
                underWay.add(new Sent(Kind.CLOSE, 0));
            }
        }

        void arrives(Sent message) throws Exception {
            switch (message.kind) {
                case DATA -> {
                    boolean wanted = receiving.data(message.bytes);
                    assertThat(wanted).isEqualTo(!closeSent);
                    received += message.bytes;
                    if (wanted) {
                        unread += message.bytes;
                    } else {
                        credit(receiving.consumed(message.bytes));
                    }
                }
                case ADJUST -> sending.adjust(message.bytes);
                case EOF -> receiving.eof();
                case CLOSE -> {
                    receiving.close();
                    close();
                }
            }
        }
    }

    /** Two honest sides never find the other one at fault, whatever crosses whatever, and both come to an end. */
    @Property
    void honestSidesAgreeUnderAnyInterleaving(
            @ForAll @IntRange(min = 32 * 1024, max = 256 * 1024) int windowA,
            @ForAll @IntRange(min = 32 * 1024, max = 256 * 1024) int windowB,
            @ForAll @IntRange(min = 32, max = 70_000) int maximumPacketSize,
            @ForAll @Size(max = 400) List<@IntRange(max = 1_000_000) Integer> moves)
            throws Exception {
        var a = new Side(windowA);
        var b = new Side(windowB);
        a.sending.opened(windowB, maximumPacketSize);
        b.sending.opened(windowA, maximumPacketSize);
        for (int move : moves) {
            Side mover = move % 2 == 0 ? a : b;
            Side other = mover == a ? b : a;
            int bytes = move / 20;
            switch (move / 2 % 10) {
                case 0, 1, 2 -> mover.write(bytes);
                case 3, 4 -> mover.read(bytes);
                case 5, 6, 7 -> {
                    if (!mover.underWay.isEmpty()) {
                        other.arrives(mover.underWay.remove());
                    }
                }
                case 8 -> {
                    if (bytes % 5 == 0) {
                        mover.eof();
                    }
                }
                default -> {
                    if (bytes % 20 == 0) {
                        mover.close();
                    }
                }
            }
        }
        a.close();
        b.close();
        while (!a.underWay.isEmpty() || !b.underWay.isEmpty()) {
            if (!a.underWay.isEmpty()) {
                b.arrives(a.underWay.remove());
            }
            if (!b.underWay.isEmpty()) {
                a.arrives(b.underWay.remove());
            }
        }
        assertThat(b.received).as("nothing was overtaken by EOF or CLOSE").isEqualTo(a.sent);
        assertThat(a.received).isEqualTo(b.sent);
        assertThat(a.receiving.isClosed()).isTrue();
        assertThat(b.receiving.isClosed()).isTrue();
    }

    @Property
    void nothingLeavesBehindItsOwnEnd(@ForAll @Size(max = 3) @UniqueElements List<@IntRange(max = 2) Integer> ends)
            throws Exception {
        var side = new Side(32 * 1024);
        side.sending.opened(1000, 1000);
        for (int end : ends) {
            if (end == 0) {
                side.eof();
            } else {
                side.close();
            }
            assertThatThrownBy(() -> side.sending.grant(1)).isInstanceOf(ChannelClosedException.class);
        }
        assertThat(side.sending.isOpen()).isEqualTo(!side.closeSent);
    }

    @Example
    void whatComesAfterItsOwnEndIsTheSendersFault() throws ProtocolException {
        var receiving = new Receiving(new ReceiveWindow(32 * 1024, 32 * 1024, new WindowBudget(0)));
        receiving.opened();
        receiving.data(1);
        receiving.eof();
        assertThatThrownBy(() -> receiving.data(1))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("EOF");
        receiving.eof(); // harmless
        receiving.close();
        assertThatThrownBy(() -> receiving.eof())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("CLOSE");
        assertThatThrownBy(() -> receiving.close()).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> receiving.data(0)).isInstanceOf(ProtocolException.class);
    }

    @Example
    void theSendWindowHoldsToTheLastByteOfAUint32() throws ProtocolException {
        var window = new SendWindow(0xffff_fff0L, 32 * 1024);
        window.adjust(0xf);
        assertThat(window.available()).isEqualTo(0xffff_ffffL);
        assertThatThrownBy(() -> window.adjust(1)).isInstanceOf(ProtocolException.class);
        window.adjust(0);
        assertThat(window.grant(Integer.MAX_VALUE)).isEqualTo(32 * 1024);
    }
}
