import Testing
import Text

@Suite("Lists, counts and lines")
struct TextListTests {
    @Test(
        "A list is a sentence, or its first items and how many more",
        arguments: [
            ([], "", ""), (["a"], "a", "a"), (["a", "b"], "a and b", "a, b"), (["a", "b", "c"], "a, b and c", "a, b, c"),
            (["a", "b", "c", "d"], "a, b and 2 more", "a, b and 2 more"),
        ])
    func lists(items: [String], sentence: String, few: String) {
        #expect(TextList.sentence(items) == sentence)
        #expect(TextList.few(items, limit: 3) == few)
    }

    @Test("Items that hold commas are parted by semicolons")
    func semicolons() {
        #expect(TextList.few(["a, b", "c", "d", "e"], limit: 3, separator: "; ") == "a, b; c; 2 more")
        #expect(TextList.few(["a", "b", "c"], limit: 2, shown: 2) == "a, b and 1 more")
        #expect(TextList.sentence(["a", "b"], and: "or") == "a or b")
    }

    @Test(
        "A number has its noun", arguments: [(0, "0 entries", "0 rules"), (1, "1 entry", "1 rule"), (2, "2 entries", "2 rules")])
    func counts(number: Int, entries: String, rules: String) {
        #expect(TextCount.of(number, "entry", plural: "entries") == entries)
        #expect(TextCount.of(number, "rule") == rules)
    }
}
