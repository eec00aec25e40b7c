import CoreModel

/// An entry of a network ACL as AWS reads it.
public enum EntryText {
    /// "out 100 allow tcp 5432 to 10.0.0.0/20"; what the input leaves open as "?" or "some".
    public static func line(_ entry: NetworkACLEntry) -> String {
        line(
            entry.number.map(String.init) ?? "?", entry.direction, entry.action?.word ?? "?",
            entry.traffic?.text ?? "some traffic", entry.network?.description ?? "some addresses")
    }

    /// The same for an entry that is to be made.
    static func line(_ entry: EditedEntry) -> String {
        line("\(entry.number)", entry.direction, entry.action.word, entry.traffic.text, "\(entry.network)")
    }

    private static func line(
        _ number: String, _ direction: Direction, _ action: String, _ traffic: String, _ network: String
    ) -> String {
        "\(direction.way) \(number) \(action) \(traffic) \(direction.preposition) \(network)"
    }
}
