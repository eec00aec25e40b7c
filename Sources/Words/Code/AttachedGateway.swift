import CoreModel

/// How a gateway of a kind is attached to a VPC in commands and code.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/attach-vpn-gateway.html
struct AttachedGateway {
    /// What it is.
    let kind: Gateway.Kind

    /// A gateway by its id; one that no input tells is taken for an internet gateway, unless its id says otherwise.
    init(_ id: String, in inventory: Inventory) {
        let known = inventory.topology.gateways.first { inventory[$0.id] == id }
        kind = known?.kind ?? (id.hasPrefix("vgw-") ? .virtualPrivate : id.hasPrefix("eigw-") ? .egressOnly : .internet)
    }

    /// "internet gateway".
    var word: String {
        switch kind {
        case .internet: "internet gateway"
        case .egressOnly: "egress-only internet gateway"
        case .virtualPrivate: "virtual private gateway"
        }
    }

    /// What stands behind `attach-` and `detach-`, which is its option too: "vpn-gateway"; nil where AWS has no such command.
    var noun: String? {
        switch kind {
        case .internet: "internet-gateway"
        // It is created in its VPC, and stays there.
        case .egressOnly: nil
        case .virtualPrivate: "vpn-gateway"
        }
    }

    /// The resource of Terraform, with what names the gateway in it; nil where there is none.
    var resource: (type: String, key: String)? {
        switch kind {
        case .internet: ("aws_internet_gateway_attachment", "internet_gateway_id")
        case .egressOnly: nil
        case .virtualPrivate: ("aws_vpn_gateway_attachment", "vpn_gateway_id")
        }
    }

    /// What is said where nothing attaches it.
    func unattached(_ name: String) -> String { "nothing attaches \(name): an \(word) is created in its VPC" }
}
