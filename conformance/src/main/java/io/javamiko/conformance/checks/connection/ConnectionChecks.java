package io.javamiko.conformance.checks.connection;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code connection}: channels and requests (RFC 4254). A file a clause. */
public final class ConnectionChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            GlobalRequests.CHECKS,
            OpeningChannels.CHECKS,
            Malformed.CHECKS,
            Windows.CHECKS,
            WindowsGiven.CHECKS,
            ClosingChannels.CHECKS,
            ChannelRequests.CHECKS,
            Programs.CHECKS,
            ExitReports.CHECKS,
            Forwarding.CHECKS));

    private ConnectionChecks() {}
}
