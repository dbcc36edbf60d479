package io.javamiko.conformance.checks.packet;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code packet}: binary packets, their protection, and messages that may come at any time (RFC 4253 §6, §11). A file a clause. */
public final class PacketChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            PacketFrames.CHECKS,
            PacketsSent.CHECKS,
            Lengths.CHECKS,
            MessageAuthentication.CHECKS,
            Protections.CHECKS,
            CBCLengths.CHECKS,
            PacketDelivery.CHECKS,
            MessagesAtAnyTime.CHECKS,
            OutOfPlace.CHECKS,
            Malformed.CHECKS));

    private PacketChecks() {}
}
