/// What joins the VPCs of a simulated network with each other and with other networks.
extension SimulatedNetwork {
    /// Whether rules may name groups across something.
    enum Naming: String { case on, off, untold }

    struct Peering {
        var name: String
        var vpcs: [String]
        var state = "active"
        /// The blocks of a second VPC that is not in the input.
        var foreignBlocks: [Block] = []
    }

    struct TransitGateway {
        var name: String
        var account = "1"
        var region = "eu-west-1"
        var naming = Naming.on
    }

    struct Attachment {
        enum Association: Equatable {
            /// The input does not tell.
            case untold
            case none
            case table(String)
        }

        var name: String
        /// The transit gateway; both of one that joins two.
        var gateways: [String]
        /// The VPC, or what begins with `vpn-` or `dxgw-`; nil of one that joins two transit gateways.
        var resource: String?
        /// Of one of a VPC, where it has interfaces: none is none.
        var subnets: [String] = []
        var naming = Naming.on
        var state = "available"
        /// The table that what comes in by it is looked up in, by transit gateway.
        var associations: [String: Association] = [:]
    }

    struct TransitRoute {
        var block: Block
        var attachments: [String]
        var isPropagated = false
        var isBlackhole = false
    }

    struct TransitTable {
        var name: String
        var gateway: String
        var routes: [TransitRoute] = []
        /// Whether its routes are in the input.
        var isLoaded = true
    }

    struct Endpoint {
        enum Kind: String { case gateway = "Gateway", interface = "Interface", balancer = "GatewayLoadBalancer" }

        var name: String
        var vpc: String
        var kind: Kind
        /// The subnet that it stands in, where it stands in one.
        var subnet: String?
        var interface: String?
        var state = "available"
    }

    /// What joins, as a sketch has it.
    var joiningLines: [String] {
        var lines: [String] = []
        for peering in peerings {
            lines.append("pcx \(peering.name) \(peering.vpcs.joined(separator: " "))")
            if peering.state != "active" { lines.append("state \(peering.name) \(peering.state)") }
            if !peering.foreignBlocks.isEmpty {
                let blocks = peering.foreignBlocks.map(\.text).joined(separator: " ")
                lines.append("side \(peering.name) \(peering.vpcs[1]) 9 eu-west-1 \(blocks)")
            }
        }
        for gateway in transitGateways {
            lines += [
                "tgw \(gateway.name)", "owner \(gateway.name) \(gateway.account)", "region \(gateway.name) \(gateway.region)",
            ]
            lines.append("refs \(gateway.name) \(gateway.naming.rawValue)")
        }
        lines += attachments.flatMap(\.lines)
        for table in transitTables {
            let users = attachments.filter { $0.associations[table.gateway] == .table(table.name) }.map(\.name)
            lines.append("tgw-table \(table.name) \(table.gateway) \(users.isEmpty ? "-" : users.joined(separator: ","))")
            lines += table.routes.map { "  " + $0.text }
        }
        // Whether their tables are told is known when there are any.
        lines += attachments.filter { $0.associations.values.contains(.untold) }.map { "untold \($0.name)" }
        lines += transitTables.filter { !$0.isLoaded }.map { "untold \($0.name)" }
        lines += privateGateways.map { "vgw \($0.name)" + ($0.vpc.map { " " + $0 } ?? "") }
        return lines + endpoints.flatMap(\.lines)
    }

    // MARK: Looking up

    func vpc(_ name: String?) -> Vpc? { vpcs.first { $0.name == name } }

    func isListed(_ kind: String) -> Bool { !unlisted.contains(kind) && !partly.contains(kind) }

    func subnet(_ name: String?) -> Subnet? { subnets.first { $0.name == name } }

    /// Whether an address is in a block of a VPC.
    func isIn(_ vpc: String?, _ address: Address) -> Bool {
        self.vpc(vpc)?.blocks.contains { $0.contains(address) } ?? false
    }
}

extension SimulatedNetwork.Attachment {
    fileprivate var lines: [String] {
        var lines: [String] = []
        if let resource {
            let kind = resource.hasPrefix("vpn-") ? "vpn" : resource.hasPrefix("dxgw-") ? "direct-connect-gateway" : "vpc"
            let places = subnets.isEmpty ? (kind == "vpc" ? "none" : "-") : subnets.joined(separator: ",")
            lines.append("attach \(name) \(gateways[0]) \(kind) \(resource) \(places)")
        } else {
            lines += zip(gateways, gateways.reversed()).map { "attach \(name) \($0) peering \($1)" }
        }
        if naming != .on { lines.append("refs \(name) \(naming.rawValue)") }
        if state != "available" { lines.append("state \(name) \(state)") }
        return lines
    }
}

extension SimulatedNetwork.Endpoint {
    fileprivate var lines: [String] {
        var lines = ["endpoint \(name) \(kind.rawValue) \(vpc) \(kind == .gateway ? "s3" : "-")"]
        if let subnet, kind != .interface { lines[0] += " " + subnet }
        if let interface { lines.append("held \(name) \(interface)") }
        if state != "available" { lines.append("state \(name) \(state)") }
        return lines
    }
}

extension SimulatedNetwork.TransitRoute {
    fileprivate var text: String {
        let hops = attachments.isEmpty ? "-" : attachments.joined(separator: ",")
        return ([block.text, hops] + (isPropagated ? ["propagated"] : []) + (isBlackhole ? ["blackhole"] : []))
            .joined(separator: " ")
    }
}
