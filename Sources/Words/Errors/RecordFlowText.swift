import Reachability
import Text

extension RecordFlow {
    /// How many records there are: "12 records, 3 rejected".
    public var countText: String {
        let count = TextCount.of(records, "record")
        return rejected == 0 ? count : rejected == records ? "\(count), rejected" : "\(count), \(rejected) rejected"
    }

    /// What is asked back of several: "14 records of 3 flows: which of them?".
    public static func askedBack(_ flows: [RecordFlow]) -> String {
        let count = flows.reduce(0) { $0 + $1.records }
        return "\(TextCount.of(count, "record")) of \(flows.count) flows: which of them?"
    }
}
