package outside;

import dev.sexton.coroutine.Seq;
import java.util.List;

/** Values that are pushed, to be pulled. */
public final class Words {
    private Words() {}

    /** Returns the words as they are pushed. */
    public static Seq<String> all(List<String> words) {
        return out -> {
            for (String word : words) {
                if (!out.yield(word)) {
                    return;
                }
            }
        };
    }
}
