package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.internal.primitives.LongIntMap;
import java.util.Arrays;

/*
 * From an object's id, its address, to a dense index, and from the index to its record in the file. A dump has tens of
 * millions of objects, in no particular order (ZGC, Shenandoah), and each of its references needs a lookup; a hash table
 * or a sorted array of ids would take most of the memory there is, or most of the time.
 *
 * So there is a bitmap over the addresses, one bit for each granule of 8 bytes: the bit says that an object begins here,
 * and the number of bits before it is the object's index. Addresses are used in patches, so the bitmap is made of chunks
 * for 4096 granules, which exist where there is an object, in the order in which the file comes to them. 512 granules fill
 * one cache line of bits; how many bits are set before it is counted once, so a lookup counts bits in that line alone.
 *
 *     address ─▶ chunk (hash) ─▶ line: rank, bits ─▶ index = rank + bits before ─▶ position in the file
 *
 * 3 GB of heap take 48 MB of bits; a position takes 4 bytes an object, 5 in files above 4 GB.
 */
public final class ObjectIndex {
    public static final int ABSENT = -1;

    private static final int CHUNK_BITS = 12;
    private static final int WORDS_PER_CHUNK = 1 << (CHUNK_BITS - 6);
    private static final int WORDS_PER_LINE_BITS = 3;

    /** Ids are multiples of this power of two. */
    private final int shift;

    private final LongIntMap chunks = new LongIntMap();
    private long[] words = new long[WORDS_PER_CHUNK];
    private int[] ranks = new int[0];
    private int[] positions = new int[0];
    private byte[] highPositions = new byte[0];
    private int size;

    private long lastChunk = -1;
    private int lastFirstWord;

    public ObjectIndex(int shift) {
        this.shift = shift;
    }

    public boolean canHold(long id) {
        return (id & ((1L << shift) - 1)) == 0;
    }

    public void add(long id) {
        long granule = id >>> shift;
        int word = firstWord(granule >>> CHUNK_BITS) + wordInChunk(granule); // may replace the array
        words[word] |= 1L << granule;
    }

    private int firstWord(long chunk) {
        if (chunk != lastChunk) {
            int known = chunks.get(chunk);
            lastFirstWord = (known == LongIntMap.ABSENT ? newChunk(chunk) : known) * WORDS_PER_CHUNK;
            lastChunk = chunk;
        }
        return lastFirstWord;
    }

    private int newChunk(long chunk) {
        int number = chunks.size();
        int needed = Math.multiplyExact(number + 1, WORDS_PER_CHUNK);
        if (needed > words.length) {
            words = Arrays.copyOf(words, (int) Math.min(Math.max(2L * words.length, needed), Integer.MAX_VALUE - 64));
        }
        chunks.put(chunk, number);
        return number;
    }

    /** Gives indexes to the ids once all are added; after that positions can be set. */
    public void freeze(long fileSize) {
        ranks = new int[(chunks.size() * WORDS_PER_CHUNK) >>> WORDS_PER_LINE_BITS];
        long count = 0;
        for (int i = 0; i < chunks.size() * WORDS_PER_CHUNK; i++) {
            if ((i & ((1 << WORDS_PER_LINE_BITS) - 1)) == 0) {
                ranks[i >>> WORDS_PER_LINE_BITS] = Math.toIntExact(count);
            }
            count += Long.bitCount(words[i]);
        }
        size = Math.toIntExact(count);
        positions = new int[size];
        highPositions = new byte[fileSize > 1L << 32 ? size : 0];
    }

    public int size() {
        return size;
    }

    /** Returns the object's index, or {@link #ABSENT} if the id is null or of no object in the dump. */
    public int indexOf(long id) {
        long granule = id >>> shift;
        int chunk = chunks.get(granule >>> CHUNK_BITS);
        if (chunk == LongIntMap.ABSENT || !canHold(id)) {
            return ABSENT;
        }
        int word = chunk * WORDS_PER_CHUNK + wordInChunk(granule);
        long bit = 1L << granule;
        return (words[word] & bit) == 0 ? ABSENT : rank(word) + Long.bitCount(words[word] & (bit - 1));
    }

    private int rank(int word) {
        int line = word >>> WORDS_PER_LINE_BITS;
        int rank = ranks[line];
        for (int i = line << WORDS_PER_LINE_BITS; i < word; i++) {
            rank += Long.bitCount(words[i]);
        }
        return rank;
    }

    private static int wordInChunk(long granule) {
        return (int) (granule >>> 6) & (WORDS_PER_CHUNK - 1);
    }

    public void setPosition(int object, long position) {
        positions[object] = (int) position;
        if (highPositions.length != 0) {
            highPositions[object] = (byte) (position >>> 32);
        }
    }

    /** Returns the place at which the object's record begins. */
    public long position(int object) {
        long low = positions[object] & 0xffff_ffffL;
        return highPositions.length == 0 ? low : ((highPositions[object] & 0xffL) << 32) | low;
    }
}
