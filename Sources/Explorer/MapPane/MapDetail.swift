import Diagram

/// How much of each box the explorer draws, most first.
public enum MapDetail: Int, Hashable, Sendable, CaseIterable {
    /// Title, who comes in, ports; or title, interfaces and what they belong to.
    case full
    /// Title and who comes in; or title and interfaces.
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

    /// The words for it on screen, of boxes that say who comes in or list interfaces.
    func words(listsInterfaces: Bool) -> String {
        switch self {
        case .full: listsInterfaces ? "title, interfaces and what they belong to" : "title, who comes in, ports"
        case .inbound: listsInterfaces ? "title, interfaces" : "title, who comes in"
        case .titles: "title"
        case .names: "name"
        }
    }
}
