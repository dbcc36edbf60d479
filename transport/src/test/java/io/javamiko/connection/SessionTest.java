package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.SessionRequest.ExitSignal;
import io.javamiko.connection.SessionRequest.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session of ours ends (RFC 4254 §6.10), against a peer that the test plays. */
class SessionTest {
    private final PlayedPeer peer = new PlayedPeer();
    private Session session;

    @BeforeEach
    void open() throws Exception {
        session = peer.opensSession(1000);
    }

    private void reports(SessionRequest report) throws IOException {
        peer.sends(new ChannelRequest(0, report.type(), false, report.data()));
    }

    private Exit exit() throws IOException {
        return session.awaitExit(PlayedPeer.soon());
    }

    @Test
    void theExitStatusIsKnownWheneverItComesAndLosesNoData() throws Exception {
        reports(new ExitStatus(3));
        peer.sends(new ChannelData(0, new byte[] {1, 2}));
        peer.sends(new ChannelEOF(0));
        reports(new ExitStatus(4)); // the first counts
        peer.sends(new ChannelClose(0));
        assertThat(exit()).isEqualTo(new Exit.Code(3));
        assertThat(session.channel().input().readAllBytes()).containsExactly(1, 2);
    }

    @Test
    void anExitStatusIsUnsigned() throws Exception {
        peer.sends(new ChannelEOF(0));
        reports(new ExitStatus(0xffff_ffffL));
        assertThat(exit()).isEqualTo(new Exit.Code(0xffff_ffffL));
    }

    @Test
    void aSignalIsToldAndItsTextIsSafeToShow() throws Exception {
        reports(new ExitSignal("FROB@x", true, "\u001b[31mred", ""));
        assertThat(exit()).isEqualTo(new Exit.Signal("FROB@x", true, "\\x1b[31mred"));
    }

    @Test
    void aCloseWithoutAReportIsNotSuccess() throws Exception {
        assertThat(session.hasEnded()).isFalse();
        peer.sends(new ChannelClose(0));
        assertThat(exit()).isEqualTo(new Exit.None());
    }

    @Test
    void aLostConnectionIsNoExit() throws Exception {
        peer.breaks(new IOException("gone"));
        assertThatThrownBy(this::exit).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void aReportThatWantsAReplyGetsOne() throws Exception {
        peer.sends(new ChannelRequest(0, "exit-status", true, new ExitStatus(1).data()));
        peer.expects(ChannelFailure.class);
        assertThat(exit()).isEqualTo(new Exit.Code(1));
    }

    @Test
    void malformedReportsAreErrors() {
        assertThatThrownBy(() -> peer.sends(new ChannelRequest(0, "exit-status", false, new byte[2])))
                .isInstanceOf(ProtocolException.class);
        byte[] signal = new ExitSignal("TERM", false, "", "").data();
        signal[0] = -1; // a length of nearly 2^32
        assertThatThrownBy(() -> peer.sends(new ChannelRequest(0, "exit-signal", false, signal)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatAQuickCommandDidCountsWhereCloseOvertookTheAnswer() throws Exception {
        var asking = asks();
        peer.sends(new ChannelData(0, new byte[] {1}));
        reports(new ExitStatus(3));
        peer.sends(new ChannelClose(0));
        asking.get();
        assertThat(exit()).isEqualTo(new Exit.Code(3));
        assertThat(session.channel().input().readAllBytes()).containsExactly(1);
    }

    @Test
    void outputAloneShowsThatTheCommandRan() throws Exception {
        var asking = asks();
        peer.sends(new ChannelExtendedData(0, ChannelExtendedData.STDERR, new byte[] {1}));
        peer.sends(new ChannelClose(0));
        asking.get();
        assertThat(exit()).isEqualTo(new Exit.None());
    }

    @Test
    void aCloseAloneIsNoAnswer() throws Exception {
        var asking = asks();
        peer.sends(new ChannelClose(0));
        assertThatThrownBy(asking::get).hasRootCauseInstanceOf(ChannelClosedException.class);
    }

    private PlayedPeer.Later<Void> asks() throws IOException {
        var asking = PlayedPeer.<Void>later(() -> {
            session.request(new SessionRequest.Exec("quick"), PlayedPeer.soon());
            return null;
        });
        peer.expects(ChannelRequest.class);
        return asking;
    }

    @Test
    void requestsWaitForTheirReplies() throws Exception {
        var asking = PlayedPeer.later(() -> {
            session.request(new SessionRequest.Exec("true"), PlayedPeer.soon());
            return null;
        });
        var request = peer.expects(ChannelRequest.class);
        assertThat(request.requestType()).isEqualTo("exec");
        assertThat(request.data()).isEqualTo(new SessionRequest.Exec("true").data());
        peer.sends(new ChannelSuccess(0));
        asking.get();
        assertThatThrownBy(() -> session.request(new SessionRequest.Shell(), Deadline.after(Duration.ofMillis(5))))
                .isInstanceOf(SSHTimeoutException.class)
                .hasMessageContaining("shell");
    }
}
