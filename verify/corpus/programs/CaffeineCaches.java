// needs com.github.ben-manes.caffeine:caffeine:3.3.1
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Caches of each kind. Planted: 50 sessions, by weak key, by the connection that they hold; as many that do not. */
final class CaffeineCaches {
    private static final Cache<Object, Object> SESSIONS = Caffeine.newBuilder().weakKeys().build();
    private static final Cache<Object, Object> SIZED =
            Caffeine.newBuilder().weakKeys().maximumSize(1000).expireAfterAccess(Duration.ofHours(1)).build();
    private static final Cache<Object, Object> INNOCENT = Caffeine.newBuilder().weakKeys().weakValues().build();
    private static final LoadingCache<Integer, Object> SOFT = Caffeine.newBuilder().softValues().build(key -> new byte[100]);

    static final class Connection {}

    record Session(Connection connection) {}

    public static void main(String[] args) throws Exception {
        List<Object> kept = new ArrayList<>();
        Interner<Object> interner = Interner.newWeakInterner();
        for (int i = 0; i < 50; i++) {
            Connection connection = new Connection();
            Connection other = new Connection();
            SESSIONS.put(connection, new Session(connection));
            SIZED.put(other, new Session(other));
            SOFT.get(i);
            Connection innocent = new Connection();
            INNOCENT.put(innocent, new Session(innocent));
            SESSIONS.put(innocent, new Session(new Connection()));
            kept.add(innocent);
            kept.add(interner.intern("interned " + i));
        }
        SIZED.cleanUp();
        Dump.to(args[0], kept, interner);
    }
}
