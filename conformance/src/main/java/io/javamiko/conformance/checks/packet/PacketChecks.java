package io.javamiko.conformance.checks.packet;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code packet}: binary packets, their protection, and messages that may come at any time (RFC 4253 §6, §11). A file a clause. */
public final class PacketChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            PacketFrames.CHECKS, MessageAuthentication.CHECKS, PacketDelivery.CHECKS, MessagesAtAnyTime.CHECKS));

    private PacketChecks() {}
}
