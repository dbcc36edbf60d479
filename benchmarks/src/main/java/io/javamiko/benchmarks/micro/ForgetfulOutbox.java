package io.javamiko.benchmarks.micro;

import io.javamiko.Deadline;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Step;
import java.io.IOException;

/** Takes everything and forgets it, but that a channel wants to be opened. For one thread. */
final class ForgetfulOutbox implements Outbox {
    /** What a channel's opening brings about. */
    interface Opened {
        void run() throws IOException;
    }

    private final byte[] packet = new byte[32768 + 64];
    private final Opened opened;

    ForgetfulOutbox(Opened opened) {
        this.opened = opened;
    }

    @Override
    public void send(Message message, Deadline deadline) throws IOException {
        if (message instanceof ChannelOpen) {
            opened.run();
        }
    }

    @Override
    public void send(Step step, Deadline deadline) throws IOException {
        step.next();
    }

    @Override
    public void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        for (int sent = 0; sent < length; ) {
            int granted = flow.grant(length - sent);
            if (granted == 0) {
                throw new IOException("no window");
            }
            System.arraycopy(data, offset + sent, packet, flow.header(packet, 0, granted), granted);
            sent += granted;
        }
    }

    @Override
    public void answer(Message message) {}

    @Override
    public void answer(Step step) throws IOException {
        step.next();
    }

    @Override
    public void answerWindowAdjust(int recipient, long bytes) {}

    @Override
    public void adjust(Flow flow, long bytes) throws IOException {
        flow.adjust(bytes);
    }

    @Override
    public void update(Runnable change) {
        change.run();
    }
}
