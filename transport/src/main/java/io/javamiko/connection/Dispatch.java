package io.javamiko.connection;

import static io.javamiko.transport.MessageNumbers.CHANNEL_CLOSE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EOF;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EXTENDED_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;

import io.javamiko.ProtocolException;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.util.Optional;

/**
 * What becomes of each message that the reader brings: data, windows and ends of channels are read where they lie in the
 * packet, the others decoded; each goes to the channel or the part that it is for. The reader's alone.
 *
 * <p>A channel that has ended takes nothing more, and what still comes for it is dropped: Paramiko's and other servers let
 * one thread write while another closes, and the connection's other channels have no part in that.
 */
final class Dispatch {
    private final ChannelTable table;
    private final GlobalRequests globalRequests;
    private final PeerChannels peerChannels;
    private final int maximumPacketSize;

    Dispatch(ChannelTable table, GlobalRequests globalRequests, PeerChannels peerChannels, int maximumPacketSize) {
        this.table = table;
        this.globalRequests = globalRequests;
        this.peerChannels = peerChannels;
        this.maximumPacketSize = maximumPacketSize;
    }

    void message(Payload payload) throws IOException {
        switch (payload.number()) {
            case CHANNEL_DATA -> data(payload);
            case CHANNEL_EXTENDED_DATA -> extendedData(payload);
            case CHANNEL_WINDOW_ADJUST -> windowAdjust(payload);
            case CHANNEL_EOF -> eof(payload);
            case CHANNEL_CLOSE -> close(payload);
            default -> dispatch(ConnectionMessage.decode(payload.number(), payload.reader()));
        }
    }

    private void dispatch(ConnectionMessage message) throws IOException {
        if (message instanceof GlobalRequest request) {
            globalRequests.received(request);
        } else if (message instanceof RequestSuccess success) {
            globalRequests.replyReceived(Optional.of(success.data()));
        } else if (message instanceof RequestFailure) {
            globalRequests.replyReceived(Optional.empty());
        } else if (message instanceof ChannelOpen open) {
            peerChannels.opens(open);
        } else if (message instanceof ChannelOpenConfirmation confirmation) {
            expect(confirmation.recipientChannel()).confirmed(confirmation);
        } else if (message instanceof ChannelOpenFailure failure) {
            expect(failure.recipientChannel()).refused(failure.reasonCode(), failure.description());
        } else if (message instanceof ChannelRequest request) {
            Channel channel = table.find(request.recipientChannel());
            if (channel != null) {
                channel.requestReceived(request);
            }
        } else if (message instanceof ChannelSuccess success) {
            reply(success.recipientChannel(), true);
        } else if (message instanceof ChannelFailure failure) {
            reply(failure.recipientChannel(), false);
        }
    }

    /** A channel that has not ended: who confirms or refuses one that has is lost. */
    private Channel expect(long number) throws ProtocolException {
        Channel channel = table.find(number);
        if (channel == null) {
            throw new ProtocolException(
                    "the peer sent a message for channel " + number + ", which has ended (RFC 4254 §5.3)");
        }
        return channel;
    }

    private void reply(long number, boolean success) throws ProtocolException {
        Channel channel = table.find(number);
        if (channel != null) {
            channel.replyReceived(success);
        }
    }

    private void data(Payload payload) throws IOException {
        Channel channel = table.find(uint32(payload, 1));
        int length = dataLength(payload, 5);
        if (channel != null) {
            channel.data(payload, payload.offset() + 9, length, channel.input());
        }
    }

    private void extendedData(Payload payload) throws IOException {
        Channel channel = table.find(uint32(payload, 1));
        long dataType = uint32(payload, 5);
        int length = dataLength(payload, 9);
        if (channel != null) {
            boolean stderr = dataType == ChannelExtendedData.STDERR && channel.isSession() && !channel.isPeers();
            channel.data(payload, payload.offset() + 13, length, stderr ? channel.errorInput() : null);
        }
    }

    /** The length of the string that begins at {@code at} and ends the message (§5.2). */
    private int dataLength(Payload payload, int at) throws ProtocolException {
        long length = uint32(payload, at);
        if (length != payload.length() - at - 4) {
            throw new ProtocolException("a message says it has " + length + " bytes of data and has "
                    + (payload.length() - at - 4) + " (RFC 4254 §5.2)");
        }
        if (length > maximumPacketSize) {
            throw new ProtocolException("the peer sent " + length + " bytes in one message; the maximum packet size is "
                    + maximumPacketSize + " (RFC 4254 §5.2)");
        }
        return (int) length;
    }

    private void windowAdjust(Payload payload) throws IOException {
        long bytesToAdd = uint32(payload, 5);
        expectLength(payload, 9);
        Channel channel = table.find(uint32(payload, 1));
        if (channel != null) {
            channel.adjusted(bytesToAdd);
        }
    }

    private void eof(Payload payload) throws ProtocolException {
        Channel channel = table.find(uint32(payload, 1));
        expectLength(payload, 5);
        if (channel != null) {
            channel.eofReceived();
        }
    }

    private void close(Payload payload) throws IOException {
        Channel channel = table.find(uint32(payload, 1));
        expectLength(payload, 5);
        if (channel != null) {
            channel.closeReceived();
        }
    }

    private static long uint32(Payload payload, int at) throws ProtocolException {
        if (payload.length() < at + 4) {
            throw new ProtocolException("message " + payload.number() + " ends early (RFC 4254 §5)");
        }
        byte[] bytes = payload.array();
        int i = payload.offset() + at;
        return (bytes[i] & 0xffL) << 24
                | (bytes[i + 1] & 0xff) << 16
                | (bytes[i + 2] & 0xff) << 8
                | bytes[i + 3] & 0xff;
    }

    private static void expectLength(Payload payload, int length) throws ProtocolException {
        if (payload.length() != length) {
            throw new ProtocolException("message " + payload.number() + " has " + payload.length() + " bytes, not "
                    + length + " (RFC 4254 §5)");
        }
    }
}
