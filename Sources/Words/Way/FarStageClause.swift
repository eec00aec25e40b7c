import Reachability
import CoreModel
import Text

/// What a stage of peerings, transit gateways, VPN gateways and endpoints does that fails or depends, as a clause of a sentence.
extension WayText {
    /// The clause, from the fullest wording to the shortest; never none.
    func farClauses(_ stage: Stage) -> [String] {
        let thing = network.name(stage.component)
        switch stage.reason {
        case .notPeered(let vpc, let isSource):
            let outside = "\(isSource ? stage.source : stage.destination) is not in \(network.name(vpc))"
            return ["peering \(thing) is not transitive: \(outside)", "peering is not transitive: \(outside)"]
        case .otherVpc(let vpc) where stage.component.isNone:
            let last = way.stages.last { $0.leg == stage.leg && [.pcx, .tgw].contains($0.kind) }
            let what = last.map(carrier) ?? "what joins the VPCs"
            return ["\(what) leads to \(network.name(vpc)), which has \(stage.destination) too, and not to where it is meant"]
        case .otherVpc(let vpc): return ["\(carrier(stage)) leads to \(network.name(vpc)), and \(stage.destination) is not there"]
        case .foreignSource(let vpc): return foreignSource(stage, thing, network.name(vpc))
        case .endpointProtocol: return endpointProtocol(stage, "you asked \(words.asked)")
        case .tunnelsDown(let connection):
            let down = "no tunnel of \(network.name(connection)) was up when it was read"
            return ["it leaves AWS at \(thing), and \(down)", down]
        case .gatewayWithoutIPv6:
            return ["it leaves AWS at \(thing), and a VPN there carries no IPv6", "a VPN at \(thing) carries no IPv6"]
        case .foreignVpc(let vpc, let owner):
            let name = network.name(vpc)
            return [
                owner.isNone ? "\(name) is not in the input" : "\(name) belongs to \(inventory[owner]), and is not in the input"
            ]
        case .inspectedBy(let firewall):
            let inspects = "firewall \(network.name(firewall)) inspects it"
            return ["\(inspects), and its rules are not in the input", inspects]
        case .listens(let balancer), .noListener(let balancer, _), .answersEcho(let balancer), .balancerProtocol(let balancer, _),
            .gatewayBalancer(let balancer):
            return balancerClauses(stage, balancer)
        default: return transitClauses(stage, thing)
        }
    }

    private func transitClauses(_ stage: Stage, _ thing: String) -> [String] {
        switch stage.reason {
        case .attachmentZone(let attachment, let zone):
            return attachments(attachment) { "\($0) has no subnet in \(inventory[zone]), where \(whoSends(stage))" }
        case .attachmentWithoutSubnet(let attachment):
            return attachments(attachment) { "\($0) has no subnet, so that nothing goes in or out by it" }
        case .attachmentZones(let attachment):
            return attachments(attachment) { "by which zone of \($0) it goes is not in the input, and they differ" }
        case .noAssociation(let attachment):
            return attachments(attachment) { "\($0) is associated with no route table of \(thing)" }
        case .attachmentState(let attachment, let state):
            return attachments(attachment) { one in
                if state.text.isNone { return "whether \(one) works is not in the input" }
                let word = inventory[state.text]
                return state.isOpen ? "whether \(one) works is open: \(word)" : "\(one) is \(word)"
            }
        case .transitRoute(let table, let choice): return transitRoute(stage, table, choice)
        case .transitBlackhole(let table, let route):
            let drops = "drops \(network.name(topology[table].routes[route].destination)) (blackhole)"
            return ["transit gateway table \(network.name(table)) \(drops)", "\(network.name(table)) \(drops)"]
        case .severalAttachments(let table, let route):
            let sends =
                "\(network.name(table)) sends \(network.name(topology[table].routes[route].destination)) to several attachments"
            return ["\(sends), which come to different things or are not all told", sends]
        case .attachmentWithoutIPv6(let attachment): return attachments(attachment) { "\($0) is set to carry no IPv6" }
        case .attachmentEdge(let attachment, let kind): return attachmentEdge(stage, attachment, kind)
        default: return ["\(thing) lets it through"]
        }
    }

    /// Sentences about an attachment: with what is attached, and without it.
    private func attachments(_ id: TextID, _ sentence: (String) -> String) -> [String] {
        ["attachment \(network.attachment(id))", "attachment \(network.name(id))"].map(sentence).distinct()
    }

    /// "where app stands", or, where what sends is not seen as itself, "where it comes from".
    private func whoSends(_ stage: Stage) -> String {
        let end = stage.leg == .packet ? way.shown?.sources.first?.end : way.shown?.destinations.first?.end
        return end?.address == stage.source ? "\(sender(stage.leg)) stands" : "it comes from"
    }

    /// What leads somewhere: "peering pcx-1", "table tgw-rtb-1".
    private func carrier(_ stage: Stage) -> String {
        let word =
            switch stage.kind {
            case .pcx: "peering "
            case .tgw: "transit gateway "
            case .table: "table "
            case .vpn: "VPN gateway "
            default: ""
            }
        return word + network.name(stage.component)
    }

    private func foreignSource(_ stage: Stage, _ thing: String, _ vpc: String) -> [String] {
        let outside = "\(stage.source) is not in \(vpc)"
        switch stage.kind {
        case .nat:
            let takes = "NAT gateway \(thing) takes nothing that comes by peering or VPN"
            return ["\(takes): \(outside)", takes]
        case .vpn: return ["VPN gateway \(thing) carries for \(vpc) only; \(outside)"]
        case .vpce: return ["gateway endpoint \(thing) serves \(vpc) only; \(outside)"]
        default:
            return [
                "traffic of another VPC cannot leave by internet gateway \(thing) of \(vpc); it needs a NAT gateway there",
                "traffic of another VPC cannot leave by internet gateway \(thing)",
            ]
        }
    }

    private func endpointProtocol(_ stage: Stage, _ what: String) -> [String] {
        let thing = network.name(stage.component)
        let service = network.service(ofEndpoint: stage.component).map { " (\($0))" } ?? ""
        return [
            "gateway endpoint \(thing)\(service) carries tcp and ping only, \(what)",
            "gateway endpoint \(thing) carries tcp and ping only, \(what)", "gateway endpoint \(thing) carries tcp and ping only",
        ]
    }

    // MARK: Tables of transit gateways

    private func transitRoute(_ stage: Stage, _ table: TransitGatewayTableIndex, _ choice: RouteChoice) -> [String] {
        let name = network.name(table)
        let target = place(stage.destination)
        if stage.outcome == .depends {
            let why = choice.openings.first.map { opening($0, table) } ?? "the input does not settle its route"
            return [
                "transit gateway table \(name) decides over \(target), and \(why)", "\(name): \(why)",
                "which route of \(name) counts for \(target) is not settled",
            ]
        }
        let lacks = "has no route \(stage.leg == .packet ? "" : "back ")to \(target)"
        return ["transit gateway table \(name) \(lacks)", "\(name) \(lacks)"]
    }

    private func opening(_ opening: RouteChoice.Opening, _ table: TransitGatewayTableIndex) -> String {
        let own = topology[table]
        func text(_ place: Int) -> String { network.text(own.routes[place], of: own.gateway) }
        return switch opening {
        case .prefixList(let id): "the entries of \(inventory[id]) are not loaded"
        case .destination(let id): "\(inventory[id]) is not settled"
        case .doubt(let route): "its route \(text(route)) is not settled"
        case .sameLength(let one, let other): "which of \(text(one)) and \(text(other)) counts is not told"
        case .lack, .vpcBlocks: "not all of its routes are in the input"
        case .propagation: "the routes that attachments propagate into it are not in the input"
        }
    }

    // MARK: Edges

    /// Out of AWS's data by an attachment.
    private func attachmentEdge(_ stage: Stage, _ attachment: TextID, _ kind: TransitGatewayAttachment.Kind) -> [String] {
        switch kind {
        case .peering:
            let whole = "goes over \(network.attachment(attachment, of: stage.component)) to another transit gateway"
            return ["it \(whole), which is not in the input", "beyond \(network.name(attachment)) the input tells nothing"]
        case .networkFunction, .unknown, .vpc:
            let whole = "it goes to attachment \(network.attachment(attachment)) of \(network.name(stage.component))"
            return [
                "\(whole), beyond which the input tells nothing", "beyond \(network.name(attachment)) the input tells nothing",
            ]
        case .vpn, .vpnConcentrator, .directConnectGateway, .connect, .clientVpn:
            return leavesAWS(stage, "attachment \(network.attachment(attachment))", "attachment \(network.name(attachment))")
        }
    }

    /// "it leaves AWS at vgw-1; whether 192.0.2.0/24 lets it in and answers is not in AWS".
    func leavesAWS(_ stage: Stage, _ things: String...) -> [String] {
        if stage.leg == .reply {
            return things.map { "\(sender(.reply))'s answer leaves AWS at \($0), where the rest is not in AWS" }
        }
        let far = farNetwork(stage)
        let asks = "lets it in and answers is not in AWS"
        return things.flatMap {
            ["it leaves AWS at \($0); whether \(far) \(asks)", "it leaves AWS at \($0); the rest is not in AWS"]
        }
    }

    /// The network beyond a VPN that holds the destination, as the connection tells it; else the address alone.
    private func farNetwork(_ stage: Stage) -> String {
        let far = stage.leg == .packet ? stage.destination : stage.source
        let connections = topology.vpnConnections.filter { $0.gateway == stage.component }
        let fitting = connections.flatMap(\.networks).filter { $0.contains(far) && !$0.isEverything }
        return fitting.max { $0.prefixLength < $1.prefixLength }.map { "\($0)" } ?? place(far)
    }

    /// What a way that is not followed goes to: an edge by the kind of its route's target.
    func edgeClauses(_ stage: Stage, _ kind: RouteTarget.Kind) -> [String] {
        let thing = network.name(stage.component)
        if stage.kind == .vpn { return leavesAWS(stage, "VPN gateway \(thing)") }
        let goes =
            switch stage.kind {
            case .pcx: "it goes over peering \(thing)"
            case .tgw: "it goes to transit gateway \(thing)"
            case .vpce: endpoint(stage.component, thing)
            case .fw: "it passes the appliance \(thing)"
            case .nat: "it passes NAT gateway \(thing)"
            case .igw, .eigw: "it goes out and in again at gateway \(thing)"
            default: "it goes to \(Self.word(kind))\(thing)"
            }
        return ["\(goes), beyond which the input tells nothing", "beyond \(thing) the input tells nothing"]
    }

    private static func word(_ kind: RouteTarget.Kind) -> String {
        switch kind {
        case .localGateway: "local gateway "
        case .carrierGateway: "carrier gateway "
        case .coreNetwork: "Cloud WAN core network "
        case .odbNetwork: "ODB network "
        default: ""
        }
    }

    private func endpoint(_ id: TextID, _ thing: String) -> String {
        if topology.firewalls.contains(where: { $0.endpoints.contains(id) }) { return "it passes the firewall behind \(thing)" }
        switch topology.endpoints.first(where: { $0.id == id })?.kind {
        case .gatewayLoadBalancer: return "it passes the appliances behind endpoint \(thing)"
        default: return "it goes to endpoint \(thing)"
        }
    }
}
