package io.javamiko.transcript;

import io.javamiko.crypto.KexAlgorithm;

/** The fields of every message, for people: the RFCs' names, and theirs for the fields, a little shorter. */
final class Layouts {
    private static final String KEXINIT = "cookie:byte[16] kex:name-list host_key:name-list"
            + " encryption_c2s:name-list encryption_s2c:name-list mac_c2s:name-list mac_s2c:name-list"
            + " compression_c2s:name-list compression_s2c:name-list languages_c2s:name-list? languages_s2c:name-list?"
            + " first_kex_packet_follows:boolean? reserved:uint32?";

    private Layouts() {}

    /** By the number alone. */
    static Layout of(int number) {
        return switch (number) {
            // RFC 4253 §12, RFC 8308 §2.3
            case 1 -> new Layout("DISCONNECT", "reason:reason description:string language:string?");
            case 2 -> new Layout("IGNORE", "data:bytes");
            case 3 -> new Layout("UNIMPLEMENTED", "sequence:uint32");
            case 4 -> new Layout("DEBUG", "always_display:boolean message:string language:string?");
            case 5 -> new Layout("SERVICE_REQUEST", "service:string");
            case 6 -> new Layout("SERVICE_ACCEPT", "service:string");
            case 7 -> new Layout("EXT_INFO", "");
            case 8 -> new Layout("NEWCOMPRESS", "");
            case 20 -> new Layout("KEXINIT", KEXINIT);
            case 21 -> new Layout("NEWKEYS", "");
            // RFC 4252 §6
            case 50 -> new Layout("USERAUTH_REQUEST", "user:string service:string");
            case 51 -> new Layout("USERAUTH_FAILURE", "methods:name-list partial_success:boolean?");
            case 52 -> new Layout("USERAUTH_SUCCESS", "");
            case 53 -> new Layout("USERAUTH_BANNER", "message:string language:string?");
            // RFC 4254 §9
            case 80 -> new Layout("GLOBAL_REQUEST", "request:string want_reply:boolean data:rest?");
            case 81 -> new Layout("REQUEST_SUCCESS", "data:rest?");
            case 82 -> new Layout("REQUEST_FAILURE", "");
            case 90 -> new Layout("CHANNEL_OPEN", "");
            case 91 ->
                new Layout(
                        "CHANNEL_OPEN_CONFIRMATION",
                        "recipient:uint32 sender:uint32 window:uint32 packet:uint32 data:rest?");
            case 92 ->
                new Layout(
                        "CHANNEL_OPEN_FAILURE", "recipient:uint32 reason:uint32 description:string? language:string?");
            case 93 -> new Layout("CHANNEL_WINDOW_ADJUST", "recipient:uint32 bytes:uint32");
            case 94 -> new Layout("CHANNEL_DATA", "recipient:uint32 data:content");
            case 95 -> new Layout("CHANNEL_EXTENDED_DATA", "recipient:uint32 type:uint32 data:content");
            case 96 -> new Layout("CHANNEL_EOF", "recipient:uint32");
            case 97 -> new Layout("CHANNEL_CLOSE", "recipient:uint32");
            case 98 -> new Layout("CHANNEL_REQUEST", "recipient:uint32");
            case 99 -> new Layout("CHANNEL_SUCCESS", "recipient:uint32");
            case 100 -> new Layout("CHANNEL_FAILURE", "recipient:uint32");
            // PROTOCOL §1.8
            case 192 -> new Layout("PING", "data:bytes");
            case 193 -> new Layout("PONG", "data:bytes");
            default -> other(number);
        };
    }

    /** Numbers that mean something only where their method runs. */
    private static Layout other(int number) {
        return switch (number) {
            case 30 -> new Layout("KEX_INIT", "fields:rest?");
            case 31 -> new Layout("KEX_REPLY", "fields:rest?");
            case 32 -> new Layout("KEX_DH_GEX_INIT", "fields:rest?");
            case 33 -> new Layout("KEX_DH_GEX_REPLY", "fields:rest?");
            case 34 -> new Layout("KEX_DH_GEX_REQUEST", "fields:rest?");
            case 60 -> new Layout("USERAUTH_60", "fields:rest?");
            case 61 -> new Layout("USERAUTH_INFO_RESPONSE", "responses:uint32 fields:secrets?");
            default -> new Layout("message " + number, number > 60 && number < 80 ? "fields:secrets?" : "fields:rest?");
        };
    }

    /** RFC 5656 §7.1, RFC 4253 §8, RFC 4419 §5, RFC 4432 §7. */
    static Layout ofKex(KexAlgorithm.Family family, int number) {
        return switch (family) {
            case AGREEMENT ->
                switch (number) {
                    case 30 -> new Layout("KEX_ECDH_INIT", "client_share:bytes");
                    case 31 -> new Layout("KEX_ECDH_REPLY", "host_key:key server_share:bytes signature:bytes");
                    default -> of(number);
                };
            case GROUP ->
                switch (number) {
                    case 30 -> new Layout("KEXDH_INIT", "e:mpint");
                    case 31 -> new Layout("KEXDH_REPLY", "host_key:key f:mpint signature:bytes");
                    default -> of(number);
                };
            case GROUP_EXCHANGE ->
                switch (number) {
                    case 30 -> new Layout("KEX_DH_GEX_REQUEST_OLD", "n:uint32");
                    case 31 -> new Layout("KEX_DH_GEX_GROUP", "p:mpint g:mpint");
                    case 32 -> new Layout("KEX_DH_GEX_INIT", "e:mpint");
                    case 33 -> new Layout("KEX_DH_GEX_REPLY", "host_key:key f:mpint signature:bytes");
                    case 34 -> new Layout("KEX_DH_GEX_REQUEST", "min:uint32 n:uint32 max:uint32");
                    default -> of(number);
                };
            case RSA ->
                switch (number) {
                    case 30 -> new Layout("KEXRSA_PUBKEY", "host_key:key transient_key:bytes");
                    case 31 -> new Layout("KEXRSA_SECRET", "encrypted:bytes");
                    case 32 -> new Layout("KEXRSA_DONE", "signature:bytes");
                    default -> of(number);
                };
        };
    }

    /** 60 and above, while this method runs. */
    static Layout ofAuth(String method, int number) {
        return switch (method + " " + number) {
            case "publickey 60" -> new Layout("USERAUTH_PK_OK", "algorithm:string key:key");
            case "password 60" -> new Layout("USERAUTH_PASSWD_CHANGEREQ", "prompt:string language:string?");
            case "keyboard-interactive 60" ->
                new Layout("USERAUTH_INFO_REQUEST", "name:string instruction:string language:string?");
            default -> of(number);
        };
    }

    /** What follows the method's name in USERAUTH_REQUEST: RFC 4252 §7–§9, RFC 4256 §3.1. */
    static String ofMethod(String method) {
        return switch (method) {
            case "none" -> "";
            case "publickey" -> "signed:boolean algorithm:string key:key signature:bytes?";
            case "password" -> "change:boolean password:secret new_password:secret?";
            case "keyboard-interactive" -> "language:string? submethods:string?";
            case "hostbased" -> "algorithm:string key:key client_host:string client_user:string signature:bytes";
            default -> "fields:secrets?";
        };
    }

    /** What follows a channel type's maximum packet size in CHANNEL_OPEN: RFC 4254 §6.3.2, §7.2, PROTOCOL §2.4. */
    static String ofChannel(String type) {
        return switch (type) {
            case "direct-tcpip", "forwarded-tcpip" ->
                "host:string port:uint32 originator:string originator_port:uint32";
            case "x11" -> "originator:string originator_port:uint32";
            case "direct-streamlocal@openssh.com" -> "path:string reserved:string? reserved:uint32?";
            default -> "data:rest?";
        };
    }

    /** What follows "want reply" in CHANNEL_REQUEST: RFC 4254 §6. */
    static String ofRequest(String type) {
        return switch (type) {
            case "pty-req" -> "term:string columns:uint32 rows:uint32 width:uint32 height:uint32 modes:bytes";
            case "x11-req" -> "single:boolean protocol:string cookie:secret screen:uint32";
            case "env" -> "name:string value:string";
            case "exec" -> "command:string";
            case "subsystem" -> "name:string";
            case "window-change" -> "columns:uint32 rows:uint32 width:uint32 height:uint32";
            case "signal" -> "signal:string";
            case "exit-status" -> "status:uint32";
            case "exit-signal" -> "signal:string core_dumped:boolean message:string? language:string?";
            default -> "data:rest?";
        };
    }
}
