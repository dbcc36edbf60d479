package io.javamiko.agent;

/** The numbers of the agent protocol (RFC 9987 §8). */
final class AgentNumbers {
    static final int FAILURE = 5;
    static final int SUCCESS = 6;
    static final int REQUEST_IDENTITIES = 11;
    static final int IDENTITIES_ANSWER = 12;
    static final int SIGN_REQUEST = 13;
    static final int SIGN_RESPONSE = 14;
    static final int ADD_IDENTITY = 17;
    static final int REMOVE_IDENTITY = 18;
    static final int REMOVE_ALL_IDENTITIES = 19;
    static final int LOCK = 22;
    static final int UNLOCK = 23;
    static final int ADD_ID_CONSTRAINED = 25;
    static final int EXTENSION = 27;
    static final int EXTENSION_FAILURE = 28;
    static final int EXTENSION_RESPONSE = 29;

    static final int CONSTRAIN_LIFETIME = 1;
    static final int CONSTRAIN_CONFIRM = 2;

    static final long RSA_SHA2_256 = 2; // flags of SIGN_REQUEST, §8.3
    static final long RSA_SHA2_512 = 4;

    static final String QUERY = "query"; // §5.8.1

    private AgentNumbers() {}
}
