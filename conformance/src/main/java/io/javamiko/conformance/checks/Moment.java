package io.javamiko.conformance.checks;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.util.List;

/** When, in a first key exchange, something is said that does not belong there. */
public enum Moment {
    /** In place of our KEXINIT. */
    BEFORE_KEXINIT,
    /** Both KEXINITs have passed; as a server we have the client's first message of the method, and owe the reply. */
    BEHIND_KEXINIT,
    /** The method has ended, the target has sent NEWKEYS, and we have not. */
    BEFORE_NEWKEYS;

    /** Those within the key exchange. */
    public static final List<Moment> WITHIN = List.of(BEHIND_KEXINIT, BEFORE_NEWKEYS);

    /** Goes there. */
    public void reach(Peer peer) throws IOException {
        peer.upTo(this == BEFORE_KEXINIT ? Depth.IDENTIFIED : Depth.NEGOTIATED);
        if (this == BEFORE_KEXINIT || this == BEHIND_KEXINIT && peer.role() == Role.CLIENT) {
            return;
        }
        if (peer.role() == Role.SERVER) {
            var init = peer.expectKexMessage();
            if (this == BEFORE_NEWKEYS) {
                peer.send(peer.kexNext(init).orElseThrow());
                peer.expectNewKeys();
            }
            return;
        }
        peer.send(peer.kexFirst().orElseThrow());
        peer.kexNext(peer.expectKexMessage());
        peer.expectNewKeys();
    }
}
