import Reachability
import CoreModel
import Words

/// A small inventory written as text, so that tests read as tables; the one grammar for inventories that a test makes up.
///
/// A line is one thing, a rule belongs to the group above it, and spaces at the beginning of a line mean nothing:
///
///     vpc v 10.0.0.0/16 fd00::/56             a VPC and its blocks
///     subnet s v 10.0.1.0/24                  a subnet, its VPC and its blocks
///     group web v the front door              a group's name, its VPC, its description
///     group sg-1=web v                        the same with an id of its own
///       in tcp 443 0.0.0.0/0 HTTPS            a rule: protocol, ports, peer, description
///       in tcp 80-90 other
///       in icmp 3/4 10.0.0.0/8                a type and a code, or a type
///       out all - pl-1                        "-" for every port
///       in tcp 5432 far@pcx-1=active          a group over a peering connection and its status
///       in tcp 5432 gone@stale                a group that AWS lists as stale
///       in tcp 5432 far@210987654321          a group of another account; the three can follow one another
///     list pl-1 office 10.1.0.0/16            a prefix list, its name, its entries
///     list pl-2 unloaded                      one whose entries are not loaded, as of every list without any
///     interface eni-1 v web,app 10.0.0.10     an interface, its VPC, its groups ("-": none), its addresses
///     interface eni-2 v web unknown           one whose addresses are not known before it is made
///     complete                                the interfaces are all that there are
///
/// Further words of an interface: `public=203.0.113.10`, `prefix=10.0.1.32/28`, `subnet=s`, `instance=i-1`, `rds=orders`,
/// `elb=front`, `service=db`.
public struct World: Sendable {
    /// A line that is none of the above.
    public enum Failure: Error {
        /// Its text.
        case line(String)
    }

    /// What the text describes.
    public let inventory: Inventory
    /// The engine on it.
    public let analyzer: Analyzer

    /// Reads a text; an id that is not written is the group's name behind `idPrefix`.
    public init(_ text: String, idPrefix: String = "") throws {
        inventory = try Self.inventory(text, idPrefix: idPrefix)
        analyzer = Analyzer(inventory)
    }

    /// The inventory alone: making the engine costs most of the time.
    public static func inventory(_ text: String, idPrefix: String = "") throws -> Inventory {
        var maker = WorldMaker(label: "test", idPrefix: idPrefix)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if !words.isEmpty { try maker.add(words) }
        }
        return maker.builder.finish()
    }

    /// The answer to a question as it is typed into the explorer: `web -> db:5432`.
    public func answer(_ question: String) throws -> Answer { try analyzer.answer(question) }

    /// The words of that answer.
    public func words(_ question: String) throws -> AnswerText { AnswerText(try answer(question), of: analyzer) }
}

extension Analyzer {
    /// A question as it is typed into the explorer: `web -> db:5432`.
    public func question(_ text: String) throws -> Question {
        let parts = try QuestionText(parsing: text)
        return try question(from: parts.source, to: parts.destination, port: parts.port)
    }

    /// The answer to one.
    public func answer(_ text: String) throws -> Answer { answer(try question(text)) }
}
