import CoreModel

/// A made-up company's AWS environment of any size: the same for the same seed.
///
/// VPCs of about a hundred groups in tiers (edge, web, services, data); services name their callers; interfaces stand in subnets by
/// tier and zone. Rules are made group by group when asked for, so that an environment of a million rules stays small.
package struct Environment: Sendable {
    /// How its rules are.
    package enum Flavour: String, CaseIterable, Sendable {
        /// As accounts that somebody looks after.
        case typical
        /// Every group lets all of 10.0.0.0/8 in on some port besides: everything is connected.
        case dense
    }

    /// What a group stands before.
    package enum Tier: String, CaseIterable, Sendable {
        case management = "mgmt"
        case edge
        case web
        case service = "svc"
        case data
    }

    /// A VPC with a subnet for each tier and zone.
    package struct Network: Sendable {
        package var id: String
        package var name: String
        package var v4: IPNetwork
        package var v6: IPNetwork?
        package var subnets: [SubnetPlan] = []
        /// Its groups by number.
        package var groups: [Int] = []
    }

    package struct SubnetPlan: Sendable {
        package var id: String
        package var zone: String
        package var v4: IPNetwork
        package var v6: IPNetwork?
    }

    package struct GroupPlan: Sendable {
        package var id: String
        package var name: String
        package var team: String
        package var network: Int
        package var tier: Tier
        /// The tcp ports that it serves on.
        package var ports: [Int]
        /// Whether its egress names what it calls instead of letting out everything.
        package var restrictsEgress: Bool
    }

    package struct InterfacePlan: Sendable {
        package var id: String
        package var privateAddresses: [IPAddress]
        package var publicAddress: IPAddress?
        package var groups: [Int]
        package var network: Int
        package var subnet: Int
    }

    package struct PrefixListPlan: Sendable {
        package var id: String
        package var name: String
        package var version: IPVersion
        package var entries: [IPNetwork]
    }

    /// Rules that every group has.
    package static let rulesPerGroup = 100
    package static let account = "123456789012"
    package static let region = "eu-central-1"

    package let flavour: Flavour
    package let seed: UInt64
    package internal(set) var networks: [Network] = []
    package internal(set) var groups: [GroupPlan] = []
    package internal(set) var interfaces: [InterfacePlan] = []
    package internal(set) var prefixLists: [PrefixListPlan] = []
    /// The groups that call each group.
    package internal(set) var callers: [[Int]] = []
    /// The groups that each group calls.
    package internal(set) var callees: [[Int]] = []
    /// Ranges of offices and partners that many groups let in.
    var offices: [IPNetwork] = []

    /// An environment of so many groups.
    package init(groupCount: Int, flavour: Flavour, seed: UInt64) {
        self.flavour = flavour
        self.seed = seed
        var random = SeededRandom(seed: seed)
        addPlaces(groupCount, &random)
        addGroups(groupCount, &random)
        addCalls(&random)
        addInterfaces(&random)
    }

    package var ruleCount: Int { groups.count * Self.rulesPerGroup }

    /// An id as AWS makes them: a prefix and 17 hexadecimal digits, the first of them 0.
    func id(_ prefix: String, _ number: Int) -> String {
        let digits = String(SeededRandom.mix(UInt64(number + 1) &+ seed &* 0x1_0000_0001), radix: 16)
        return "\(prefix)-0" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
