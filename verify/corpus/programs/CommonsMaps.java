// needs org.apache.commons:commons-collections4:4.5.0
// needs commons-collections:commons-collections:3.2.2
import java.util.Map;
import org.apache.commons.collections4.map.AbstractReferenceMap.ReferenceStrength;
import org.apache.commons.collections4.map.ReferenceIdentityMap;
import org.apache.commons.collections4.map.ReferenceMap;

/** Maps with weak keys. Planted: 10 values each that hold their keys; as many that do not. */
final class CommonsMaps {
    private static final Map<Object, Object> MAP = new ReferenceMap<>(ReferenceStrength.WEAK, ReferenceStrength.HARD);
    private static final Map<Object, Object> IDENTITY = new ReferenceIdentityMap<>(ReferenceStrength.WEAK, ReferenceStrength.HARD);
    @SuppressWarnings("unchecked")
    private static final Map<Object, Object> OLD =
            new org.apache.commons.collections.map.ReferenceMap(org.apache.commons.collections.map.ReferenceMap.WEAK, org.apache.commons.collections.map.ReferenceMap.HARD);
    private static final Map<Object, Object> INNOCENT = new ReferenceMap<>(ReferenceStrength.WEAK, ReferenceStrength.WEAK);

    static final class Key {}

    record Value(Key key) {}

    public static void main(String[] args) throws Exception {
        for (Map<Object, Object> map : java.util.List.of(MAP, IDENTITY, OLD, INNOCENT)) {
            for (int i = 0; i < 10; i++) {
                Key key = new Key();
                map.put(key, new Value(key));
                map.put(new Key(), "value");
            }
        }
        Dump.to(args[0]);
    }
}
