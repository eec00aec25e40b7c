import CoreModel
import Diagram

/// Something of the network map that can be chosen.
public enum NetworkItem: Hashable, Sendable {
    /// The internet.
    case internet
    /// A gateway, by what a route to it names.
    case gateway(TextID)
    /// Subnets with one table and one ACL, by the first of them, where they are drawn as one line.
    case row(TextID)
    /// A subnet.
    case subnet(TextID)
    /// A group in a subnet.
    case group(GroupIndex, subnet: TextID)
    /// A VPC of the overview.
    case vpc(TextID)
    /// What joins VPCs, in the overview.
    case join(TextID)

    /// The subnet that it is, or stands in; nil for everything else.
    public var subnet: TextID? {
        switch self {
        case .subnet(let id), .group(_, let id): id
        case .internet, .gateway, .row, .vpc, .join: nil
        }
    }
}

/// What an answer lights of the network map.
public struct NetworkLight: Sendable {
    /// What is passed, with what happens there.
    public var marks: [NetworkItem: Highlight.NodeMark] = [:]
    /// The subnets that packets of the flow leave by a gateway, or come in to from one.
    public var ends: Set<TextID> = []

    /// Nothing lit.
    public init() {}

    /// Whether nothing is lit.
    public var isEmpty: Bool { marks.isEmpty }

    /// Whether something is lit.
    public func contains(_ item: NetworkItem) -> Bool { marks[item] != nil }
}

/// How the network map is drawn.
public struct NetworkOptions: Sendable {
    /// The columns to keep to.
    public var width: Int
    /// The characters to draw with.
    public var glyphs: GlyphSet
    /// What has the sign of the selection.
    public var selected: NetworkItem?
    /// What is lit.
    public var light = NetworkLight()
    /// Signs behind the titles of groups, such as "!".
    public var marks: [GroupIndex: String] = [:]
    /// The ids of what differs from what was read, which has a ~: subnets, tables, ACLs, gateways, VPCs.
    public var changed: Set<TextID> = []
    /// Rows whose subnets are drawn one by one where others are drawn as one line, by their first subnets.
    public var opened: Set<TextID> = []
    /// Whether every subnet is drawn, however many there are.
    public var drawsAll = false

    /// Lines of subnets above which each row is one line.
    public static let rowLimit = 6
    /// Zones that stand side by side.
    static let zoneLimit = 3
    /// Columns that a zone takes at least.
    static let zoneWidth = 19
    /// Lines of groups in a subnet.
    static let groupLimit = 4

    /// A plain map.
    public init(width: Int, glyphs: GlyphSet = .unicode) {
        (self.width, self.glyphs) = (width, glyphs)
    }
}
