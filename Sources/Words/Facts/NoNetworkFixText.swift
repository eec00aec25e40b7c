import CoreModel
import Reachability
import Text

/// Says why no change of the network is offered, and what would be needed.
public struct NoNetworkFixText: Sendable {
    private let reason: NoNetworkFix
    private let inventory: Inventory
    private let names: Names

    /// Words for a reason about an inventory.
    public init(_ reason: NoNetworkFix, _ inventory: Inventory, _ names: Names) {
        self.reason = reason
        self.inventory = inventory
        self.names = names
    }

    private var network: NetworkNames { NetworkNames(inventory) }

    private static let none = "none offered"
    private static let once = "none by one command"

    /// "none by one command: chat-dev-vpc has no other NAT gateway; make one in public-0 or public-1".
    public var text: String {
        let (none, once) = (Self.none, Self.once)
        switch reason {
        case .noComponent(let needed, let kinds): return "\(once): \(lack(needed, kinds))"
        case .severalComponents(_, let targets):
            return "\(once): \(TextList.sentence(targets.map { network.name($0) })) would each do, and which is yours to say"
        case .contrary(let table, let destination): return contrary("table \(network.name(table))", destination)
        case .contraryTransit(let table, let destination):
            return contrary("transit gateway table \(network.name(table))", destination)
        case .tableNotInInput(let vpc):
            return
                "\(none): the input does not have the route table that comes with \(names.name(ofVpc: vpc)), where a route is missing"
        case .foreignAccount(let account, let component):
            return "\(none): \(network.nameAndID(component)) is of account \(inventory[account]), none that was read"
        case .noFreeNumber(let acl, let direction):
            return "\(once): ACL \(network.name(acl)) has no free number for the \(direction.column) entry that is needed"
        case .tooManyEntries(let acl, let direction, let count):
            let (one, many) = ("\(direction.column) entry", "\(direction.column) entries")
            return "\(once): ACL \(network.name(acl)) has \(TextCount.of(count, one, plural: many)), "
                + "and AWS takes 20 with the new ones, unless more was asked for"
        case .noPublicAddress(let address, let table, let gateway, let isForNat):
            let way = "\(address) leaves by table \(network.name(table)) and \(internetGateway(gateway))"
            return "\(once): \(way): it needs a public address"
                + (isForNat ? ", or a subnet whose way out is a NAT gateway" : "; \(Self.natProtocols)")
        case .notForNat(let address, let table):
            return "\(once): \(address) needs a public address, and table \(network.name(table)) a route to an internet gateway; "
                + Self.natProtocols
        case .oneFreeAddress(let address):
            return "\(once): \(address) is the only public address that is free, and several interfaces need one"
        case .natByOwnTable(let gateway, let table):
            return "\(once): \(network.name(gateway)) stands in a subnet that has table \(network.name(table)) too, which has to "
                + "lead to the internet gateway; clients belong into a subnet with another table"
        case .natInOwnSubnet(let gateway, let table):
            let whose = table.map { "table \(network.name($0))" } ?? "the table of its subnet"
            return
                "\(once): \(network.name(gateway)) stands in a subnet whose own table leads to it; clients belong into another "
                + "subnet, and \(whose) has to lead to the internet gateway"
        case .notAttached(let vpc, let gateway):
            return "\(once): \(names.name(ofVpc: vpc)) is not attached to transit gateway \(network.name(gateway))"
        case .severalTables(let attachment, let tables):
            let all = TextList.sentence(tables.map { network.name($0) }, and: "or")
            return
                "\(once): attachment \(network.attachment(attachment)) can be associated with \(all), and with which is yours to say"
        case .noSubnet(let attachment, let zone):
            return
                "\(once): no subnet in \(inventory[zone]) is in the input that attachment \(network.attachment(attachment)) could get"
        case .manyPlaces:
            return "\(none): nobody stands there yet, in very many subnets; ask for one of them by an address in it"
        case .noneOffered(let stage): return "\(none): \(offered(stage))"
        case .stillFails(let stage):
            return "\(none): after the changes that were found it would still fail"
                + (stage.map { ": \(offered($0))" } ?? ", by a way that opens only then")
        case .groupsStillFail(let open):
            return "\(none): after the changes that were found the security groups would still not let it through"
                + (open.map { "; which addresses they would see depends: \(offered($0))" } ?? "")
        }
    }

    /// The command that is left to do when what is lacking is there, with its id in capitals; nil where there is none.
    public var next: String? {
        let (needed, kind): (NeededRoute, RouteTarget.Kind)
        switch reason {
        case .noComponent(let route, let kinds): (needed, kind) = (route, kinds.first ?? .unknown)
        case .severalComponents(let route, let targets): (needed, kind) = (route, targets.first?.kind ?? .unknown)
        default: return nil
        }
        guard let table = needed.table, let destination = needed.destination, let option = NetworkFixText.option(kind),
            let id = Self.placeholder(kind)
        else { return nil }
        return NetworkFixText.command(
            needed.replaces == nil ? "create-route" : "replace-route",
            NetworkFixText.route(table, destination, inventory) + [option, id],
            region: inventory[inventory.scope(ofVpc: needed.vpc).region])
    }

    private func contrary(_ table: String, _ destination: Route.Destination) -> String {
        "\(Self.once): \(table) would have to lead \(network.name(destination)) to two things at once"
    }

    private func lack(_ needed: NeededRoute, _ kinds: [RouteTarget.Kind]) -> String {
        let vpc = needed.vpc.isNone ? "the VPC" : names.name(ofVpc: needed.vpc)
        if kinds.contains(.peeringConnection) {
            let all = TextList.sentence(kinds.map { "a \(Self.word($0))" }, and: "or")
            let destination = needed.destination.map { "to \(network.name($0)) " } ?? ""
            let place = needed.table.map { "table \(network.name($0))" } ?? vpc
            return "a route \(destination)over \(all) is missing in \(place)"
        }
        if needed.table == nil, kinds == [.internetGateway] {
            return "\(vpc) has no internet gateway, and none that is attached to nothing is in the input"
        }
        let other = needed.replaces.map { kinds.contains($0.kind) } ?? false ? "other " : ""
        let sure = needed.hasUnsure ? " that is sure to work" : ""
        let text = "\(vpc) has no \(other)\(TextList.sentence(kinds.map(Self.word), and: "or"))\(sure)"
        guard kinds.contains(.natGateway) else { return text }
        let places = TextList.sentence(needed.publicSubnets.map { network.name($0) }, and: "or")
        return "\(text)\(places.isEmpty ? "" : "; make one in \(places)")"
    }

    private static let natProtocols = "NAT gateways carry tcp, udp and icmp only"

    private func internetGateway(_ id: TextID) -> String {
        id.isNone ? "an internet gateway" : "internet gateway \(network.name(id))"
    }

    private static func word(_ kind: RouteTarget.Kind) -> String {
        switch kind {
        case .internetGateway: "internet gateway"
        case .egressOnlyInternetGateway: "egress-only internet gateway"
        case .natGateway: "public NAT gateway"
        case .virtualPrivateGateway: "VPN gateway"
        case .transitGateway: "transit gateway"
        case .peeringConnection: "peering connection"
        default: "\(kind)"
        }
    }

    private static func placeholder(_ kind: RouteTarget.Kind) -> String? {
        switch kind {
        case .internetGateway: "IGW"
        case .egressOnlyInternetGateway: "EIGW"
        case .natGateway: "NAT"
        case .virtualPrivateGateway: "VGW"
        case .transitGateway: "TGW"
        case .peeringConnection: "PCX"
        default: nil
        }
    }

    /// Why nothing is offered for what fails at a stage, as a clause.
    private func offered(_ stage: Stage) -> String {
        let thing = network.nameAndID(stage.component)
        // With where it fails, and on which way.
        func there(_ what: String) -> String {
            let places = [stage.leg == .reply ? "on the way back" : "", stage.component.isNone ? "" : "at \(thing)"]
            return (places.filter { !$0.isEmpty } + [what]).joined(separator: " ")
        }
        switch stage.reason {
        case .noPublicDestination:
            return "what has no public address is mostly meant to have none; a load balancer is the usual way in"
        case .deniesGatewayTraffic: return "the destination takes nothing from internet gateways over IPv6 (DenyAllIgwTraffic)"
        case .natProtocol: return Self.natProtocols
        case .noListener:
            return "\(network.name(stage.component)) has no listener for it, and to which targets one should send is yours to say"
        case .balancerProtocol where stage.outcome == .fail:
            return "\(network.name(stage.component)) takes tcp and udp alone"
        case .unsolicited: return "\(stage.component.isNone ? "the destination" : thing) lets no connection in"
        case .nobody: return "no interface has the address"
        case .privateSource: return "no packet from a private address comes in by the internet"
        case .opensNothing: return "\(stage.component.isNone ? "the source" : thing) opens no connections"
        case .noPublicSource, .privateNat, .noPublicIPv6: return "\(stage.source) is none that the internet knows"
        case .notAttached:
            return stage.component.isNone
                ? "no internet gateway is attached to the VPC" : "\(thing) is not attached, and cannot be as it is"
        case .attachmentState(let attachment, let state):
            let own = "attachment \(network.attachment(attachment))"
            return stage.outcome == .fail
                ? "\(own) is \(inventory[state.text]), and carries nothing as it is" : "whether \(own) works is open"
        case .natZone: return "\(thing) needs an address in the zone (associate-nat-gateway-address)"
        case .redirected, .applianceNotPublic: return "the gateway's own table hands what comes to an appliance"
        case .notPeered: return "peering is not transitive; a peering or a transit gateway must join the two"
        case .foreignSource: return foreignSource(stage.kind)
        case .endpointProtocol: return "gateway endpoints carry tcp and ping only"
        case .otherVpc: return "the way ends in a VPC that has the same addresses"
        case .groups: return there("the security groups do not let it through")
        case .acl: return there("the network ACL does not let it through")
        case .route where stage.outcome == .fail, .transitRoute where stage.outcome == .fail:
            return there("no route leads to where it goes")
        case .blackhole, .transitBlackhole: return there("the route leads to what does not work")
        case .badState: return there("the state is one in which nothing is carried")
        case .tunnelsDown: return there("no tunnel of the VPN connection is up")
        case .privateDestination: return there("what goes to a private address is dropped")
        case .publicAccess: return there("VPC Block Public Access stops it")
        case .natInOwnSubnet: return there("the table of the NAT gateway's own subnet leads back to it")
        case .asymmetric: return there("the answer leaves by another way than the packet came")
        case .sourceDestinationCheck: return there("what is not addressed to the interface is dropped")
        case .attachmentZone:
            return there("the attachment has no subnet in the zone that it comes from, and which it should get is yours to say")
        case .attachmentWithoutSubnet: return there("the attachment has no subnet, and which it should get is yours to say")
        case .noAssociation:
            return there("the attachment is associated with no route table, and none that it could have is in the input")
        case .gatewayWithoutIPv6: return there("a VPN carries no IPv6")
        case .attachmentWithoutIPv6: return there("the attachment is set to carry no IPv6")
        case .edge, .attachmentEdge, .inspected, .inspectedBy, .gatewayBalancer, .balancerProtocol:
            return there("the rest of the way is not in the input")
        case .missing, .route, .transitRoute, .filtered, .disagreement, .unknownPublicAddress, .changingPublicAccess,
            .natAddressUnknown, .attachmentZones, .severalAttachments, .foreignVpc:
            return there("what decides is not in the input")
        // These let through what comes.
        case .passes, .returnsToSender, .notFiltered, .listens, .answersEcho: return there("it is let through")
        }
    }

    /// What does not carry for another VPC than its own.
    private func foreignSource(_ kind: Stage.Kind) -> String {
        switch kind {
        case .nat: "a NAT gateway takes nothing that comes by peering or VPN; a transit gateway would do"
        case .vpn: "a VPN gateway carries for its own VPC alone; a transit gateway would do"
        case .vpce: "a gateway endpoint serves its own VPC alone; an endpoint in the sender's VPC would do"
        default: "traffic of another VPC needs a NAT gateway here"
        }
    }
}
