import CoreModel

/// An entry of a network ACL as AWS reads it.
public enum EntryText {
    /// "out 100 allow tcp 5432 to 10.0.0.0/20"; what the input leaves open as "?" or "some".
    public static func line(_ entry: NetworkACLEntry) -> String {
        let cells = cells(entry)
        return "\(entry.direction.way) \(cells.number) \(cells.action) \(cells.traffic) \(cells.network)"
    }

    /// The parts of it, for a table: "100", "allow", "tcp 5432", "to 10.0.0.0/20".
    public static func cells(
        _ entry: NetworkACLEntry
    ) -> (number: String, action: String, traffic: String, network: String) {
        (
            entry.number.map(String.init) ?? "?", entry.action?.word ?? "?", entry.traffic?.text ?? "some traffic",
            "\(entry.direction.preposition) \(entry.network?.description ?? "some addresses")"
        )
    }

    /// The parts of the entry that denies what no other matches: "*", "deny", "all", "to 0.0.0.0/0".
    public static func last(
        _ direction: Direction, _ version: IPVersion
    ) -> (number: String, action: String, traffic: String, network: String) {
        ("*", NetworkACLEntry.Action.deny.word, "all", "\(direction.preposition) \(IPNetwork.everything(version))")
    }

    /// The same for an entry that is to be made.
    static func line(_ entry: EditedEntry) -> String {
        "\(entry.direction.way) \(entry.number) \(entry.action.word) \(entry.traffic.text) \(entry.direction.preposition) \(entry.network)"
    }
}
