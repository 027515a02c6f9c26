package dev.retort.core.plugin;

import java.nio.ByteBuffer;

/** The head of a class file; see chapter 4.1 of the Java Virtual Machine Specification. */
final class ClassFile {

    static final int HEADER_BYTES = 8;

    static final int MAJOR_BEFORE_JAVA_1 = 44;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int MAJOR_AT = 6;

    private ClassFile() {}

    /** The Java version that the class was compiled for, or 0 when the bytes are no class file. */
    static int javaVersion(byte[] head) {
        if (head.length < HEADER_BYTES) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        return bytes.getInt(0) == MAGIC ? Short.toUnsignedInt(bytes.getShort(MAJOR_AT)) - MAJOR_BEFORE_JAVA_1 : 0;
    }
}
