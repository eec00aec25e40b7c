import CoreModel
import Reachability

/// The interfaces that carry a group, as the lines of its box.
public struct MemberList: Sendable {
    /// How many interfaces carry the group.
    public internal(set) var count = 0
    /// The lines.
    public internal(set) var rows: [Row] = []
    /// What those come to together of which something is asked; nil where nothing is.
    public internal(set) var verdict: Verdict?
    /// What the title says: "4 members"; empty where nobody carries it.
    var title = ""
    /// The same in short: "4", and "4+" where there may be more.
    var shortTitle = ""

    /// Whether a line stands for several.
    public var isShared: Bool { rows.contains { $0.interfaces.count > 1 } }

    /// A line: an interface, several that go alike, or those that have no line.
    public struct Row: Sendable {
        /// The interfaces that it stands for, by address; none where it says that there is none.
        public let interfaces: [InterfaceIndex]
        /// What each of them comes to; nil where nothing was asked of them, and where they differ.
        public var verdict: Verdict?
        /// Address, subnet, what it belongs to, what it carries beside.
        var cells: [String]
    }

    /// How many lines a box has at most.
    public enum Limit {
        /// On a map.
        public static let usual = 4
        /// Of a group whose members are asked about.
        public static let asked = 12
        /// Where somebody asked for everything.
        public static let all = 200
    }
}
