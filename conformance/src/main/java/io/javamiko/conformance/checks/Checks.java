package io.javamiko.conformance.checks;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.agent.AgentChecks;
import io.javamiko.conformance.checks.attack.AttackChecks;
import io.javamiko.conformance.checks.auth.AuthChecks;
import io.javamiko.conformance.checks.cert.CertChecks;
import io.javamiko.conformance.checks.compress.CompressChecks;
import io.javamiko.conformance.checks.connection.ConnectionChecks;
import io.javamiko.conformance.checks.disconnect.DisconnectChecks;
import io.javamiko.conformance.checks.extinfo.ExtInfoChecks;
import io.javamiko.conformance.checks.hostkey.HostKeyChecks;
import io.javamiko.conformance.checks.ident.IdentChecks;
import io.javamiko.conformance.checks.kex.KexChecks;
import io.javamiko.conformance.checks.kexinit.KexInitChecks;
import io.javamiko.conformance.checks.kexorder.KexOrderChecks;
import io.javamiko.conformance.checks.packet.PacketChecks;
import io.javamiko.conformance.checks.ping.PingChecks;
import io.javamiko.conformance.checks.rekey.RekeyChecks;
import io.javamiko.conformance.checks.role.RoleChecks;
import io.javamiko.conformance.checks.service.ServiceChecks;
import io.javamiko.conformance.checks.sftp.SFTPChecks;
import io.javamiko.conformance.checks.strict.StrictChecks;
import io.javamiko.conformance.checks.timeout.TimeoutChecks;
import java.util.List;

/** All checks, in the catalogue's order of layers. */
public final class Checks {
    private static final List<Check> ALL = Check.join(List.of(
            IdentChecks.ALL,
            PacketChecks.ALL,
            KexInitChecks.ALL,
            KexOrderChecks.ALL,
            KexChecks.ALL,
            HostKeyChecks.ALL,
            StrictChecks.ALL,
            RekeyChecks.ALL,
            ExtInfoChecks.ALL,
            ServiceChecks.ALL,
            DisconnectChecks.ALL,
            CompressChecks.ALL,
            PingChecks.ALL,
            RoleChecks.ALL,
            TimeoutChecks.ALL,
            AuthChecks.ALL,
            CertChecks.ALL,
            ConnectionChecks.ALL,
            SFTPChecks.ALL,
            AgentChecks.ALL,
            AttackChecks.ALL));

    private Checks() {}

    /** Every check. */
    public static List<Check> all() {
        return ALL;
    }
}
