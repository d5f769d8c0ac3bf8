// needs org.apache.lucene:lucene-core:10.4.0
import java.nio.file.Files;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Writes an index and searches it, with new readers as it grows. Planted: 10 searchers, in a weak map by the reader that they hold. */
final class LuceneSearch {
    private static final Map<IndexReader, IndexSearcher> SEARCHERS = new WeakHashMap<>();

    public static void main(String[] args) throws Exception {
        Directory directory = new MMapDirectory(Files.createTempDirectory("corpus-lucene"));
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()));
        for (int i = 0; i < 10; i++) {
            for (int k = 0; k < 200; k++) {
                Document document = new Document();
                document.add(new TextField("text", "word" + k + " and word" + (k * i) + " and more of it", Field.Store.YES));
                writer.addDocument(document);
            }
            writer.commit();
            search(directory, i);
        }
        Dump.to(args[0], directory, writer);
    }

    private static void search(Directory directory, int round) throws Exception {
        try (IndexReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = SEARCHERS.computeIfAbsent(reader, IndexSearcher::new);
            if (searcher.search(new TermQuery(new Term("text", "word7")), 10).totalHits.value() < round) {
                throw new AssertionError("not found");
            }
        }
    }
}
