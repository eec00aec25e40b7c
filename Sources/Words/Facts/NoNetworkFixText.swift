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

    /// "none by one command: chat-dev-vpc has no other NAT gateway; make one in public-0 or public-1".
    public var text: String {
        let (none, once) = ("none offered", "none by one command")
        switch reason {
        case .noComponent(let needed, let kinds): return "\(once): \(lack(needed, kinds))"
        case .severalComponents(_, let targets):
            return "\(once): \(TextList.sentence(targets.map { network.name($0) })) would each do, and which is yours to say"
        case .contrary(let table, let destination):
            return "\(once): table \(network.name(table)) would have to lead \(network.name(destination)) "
                + "to two things at once"
        case .foreignAccount(let account, let component):
            return "\(none): \(network.nameAndID(component)) is of account \(inventory[account]), none that was read"
        case .noFreeNumber(let acl, let direction):
            return "\(once): ACL \(network.name(acl)) has no free number \(direction.way) where the entry would have to stand"
        case .tooManyEntries(let acl, let direction, let count):
            return "\(once): ACL \(network.name(acl)) has \(TextCount.of(count, "entry", plural: "entries")) \(direction.way), "
                + "and AWS takes 20 with the new ones, unless more was asked for"
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
        case .noneOffered(let code, let component): return "\(none): \(offered(code, component))"
        case .stillFails(let code, let component):
            let text = "\(none): after the changes that were found it would still fail"
            return code.isEmpty ? text : "\(text): \(offered(code, component))"
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

    private func lack(_ needed: NeededRoute, _ kinds: [RouteTarget.Kind]) -> String {
        let vpc = needed.vpc.isNone ? "the VPC" : names.name(ofVpc: needed.vpc)
        if kinds.contains(.peeringConnection) {
            let all = TextList.sentence(kinds.map { "a \(Self.word($0))" }, and: "or")
            let table = needed.table.map { " in table \(network.name($0))" } ?? ""
            return "a route over \(all) is missing\(table)"
        }
        if needed.table == nil, kinds == [.internetGateway] {
            return "\(vpc) has no internet gateway, and none that is attached to nothing is in the input"
        }
        let other = needed.replaces.map { kinds.contains($0.kind) } ?? false ? "other " : ""
        let text = "\(vpc) has no \(other)\(TextList.sentence(kinds.map(Self.word), and: "or"))"
        guard kinds.contains(.natGateway) else { return text }
        let places = TextList.sentence(needed.publicSubnets.map { network.name($0) }, and: "or")
        return "\(text)\(places.isEmpty ? "" : "; make one in \(places)")"
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

    /// Why nothing is offered for a code, as a clause.
    private func offered(_ code: String, _ component: TextID) -> String {
        let plain = code.split(separator: ":").first.map(String.init) ?? code
        switch plain {
        case "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS":
            return "what has no public address is mostly meant to have none; a load balancer is the usual way in"
        case "PROTOCOL_RESTRICTION": return "NAT gateways carry tcp, udp and icmp only"
        case "ELBV2_LISTENERS_MISMATCH", "ELB_LISTENERS_MISMATCH":
            return "\(network.name(component)) has no listener for it, and to which targets one should send is yours to say"
        case "UNSOLICITED": return "it lets no connection in"
        case "NO_POSSIBLE_DESTINATION": return "no interface has the address"
        case "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS":
            return "no packet from a private address comes in by the internet"
        case "VPCE_INTRA_VPC_TRAFFIC": return "it opens no connections"
        case "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS":
            return code.hasPrefix("\(plain):source")
                ? "traffic of another VPC needs a NAT gateway here" : "the address is none that the internet knows"
        case "BAD_STATE_ATTACHMENT": return "\(network.nameAndID(component)) is not attached, and cannot be as it is"
        case "REGIONAL_NGW_ROUTE_AZ_RESTRICTION":
            return "\(network.nameAndID(component)) needs an address in the zone (associate-nat-gateway-address)"
        case "INGRESS_RTB_TRAFFIC_REDIRECTION", "INGRESS_RTB_NO_PUBLIC_IP":
            return "the gateway's own table hands what comes to an appliance"
        case "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR":
            return "peering is not transitive; a peering or a transit gateway must join the two"
        case "NGW_REQUIRES_SOURCE_IN_VPC":
            return "a NAT gateway takes nothing that comes by peering or VPN; a transit gateway would do"
        case "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS":
            return "a VPN gateway carries for its own VPC alone; a transit gateway would do"
        case "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION":
            return "a gateway endpoint serves its own VPC alone; an endpoint in the sender's VPC would do"
        case "VPCE_GATEWAY_PROTOCOL_RESTRICTION": return "gateway endpoints carry tcp and ping only"
        case "CANNOT_ROUTE", "TGW_RTB_CANNOT_ROUTE": return "the way ends in a VPC that has the same addresses"
        default:
            let isReply = code.split(separator: ":").dropFirst().first == "reply"
            let place = [isReply ? "on the way back" : "", component.isNone ? "" : "at \(network.nameAndID(component))"]
            return (place.filter { !$0.isEmpty } + [Self.stop(plain)]).joined(separator: " ")
        }
    }

    /// What stops where it fails, as a clause; of a code that says no more than that, that nothing is known to help.
    private static func stop(_ code: String) -> String {
        switch code {
        case "ENI_SG_RULES_MISMATCH", "SG_HAS_NO_RULES": "the security groups do not let it through"
        case "SG_REFERENCES_NOT_PRESERVED", "SG_REFERENCING_SUPPORT", "UNKNOWN_PEERED_SGS":
            "rules that name groups do not match what comes"
        case "SUBNET_ACL_RESTRICTION": "the network ACL does not let it through"
        case "NO_ROUTE_TO_DESTINATION", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT": "no route leads to where it goes"
        case "BAD_STATE_ROUTE", "TGW_RTB_BAD_STATE_ROUTE": "the route leads to what does not work"
        case "BAD_STATE": "the state is one in which nothing is carried"
        case "BAD_STATE_VPN", "TGW_BAD_STATE_VPN": "no tunnel of the VPN connection is up"
        case "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS":
            "what goes to a private address is dropped"
        case "VPC_BLOCK_PUBLIC_ACCESS_ENABLED": "VPC Block Public Access stops it"
        case "NAT_IN_OWN_SUBNET": "the table of the NAT gateway's own subnet leads back to it"
        case "ASYMMETRIC_REPLY": "the answer leaves by another way than the packet came"
        case "ENI_SOURCE_DEST_CHECK_RESTRICTION": "what is not addressed to the interface is dropped"
        case "TGW_ROUTE_AZ_RESTRICTION":
            "the attachment has no subnet in the zone that it comes from, and which it should get is yours to say"
        case "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION":
            "the attachment is associated with no route table, and none that it could have is in the input"
        case "TGW_RTB_ROUTES_ARE_UNKNOWN": "the routes are not in the input"
        case "EDGE": "the rest of the way is not in the input"
        default:
            code.hasPrefix("UNKNOWN_")
                ? "what decides is not in the input" : "it is dropped, and no change is known that would help"
        }
    }
}
