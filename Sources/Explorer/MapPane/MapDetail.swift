import Diagram

/// How much of each box the explorer draws, most first.
public enum MapDetail: Int, Hashable, Sendable, CaseIterable {
    /// Title, who comes in, ports.
    case full
    /// Title and who comes in.
    case inbound
    /// Title.
    case titles
    /// The title in brackets.
    case names

    /// What the Diagram room calls it.
    var level: DetailLevel {
        switch self {
        case .full, .inbound: .full
        case .titles: .oneLine
        case .names: .names
        }
    }

    /// The words for it on screen.
    var words: String {
        switch self {
        case .full: "title, who comes in, ports"
        case .inbound: "title, who comes in"
        case .titles: "title"
        case .names: "name"
        }
    }
}
