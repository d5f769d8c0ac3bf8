import java.util.Map;
import java.util.WeakHashMap;

/** The cached view refers to the document that is its key. */
class WeakMapGrows {
    static final Map<Document, View> VIEWS = new WeakHashMap<>();

    static final class Document {}

    record View(Document document) {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 1000; i++) {
            Document document = new Document();
            VIEWS.put(document, new View(document));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
