import CoreModel

/// What a document tells of its network as a whole, known when all of it is read.
struct TerraformNetworkFacts {
    /// The main route table and the default network ACL of each VPC.
    var mainTables: [TextID: TextID] = [:]
    var defaultACLs: [TextID: TextID] = [:]
    /// The tables and ACLs that the document describes, and those that it is assumed to come with.
    var tables: [TextID] = []
    var acls: [TextID] = []
    /// What gateways are, by their ids.
    var gatewayKinds: [TextID: RouteTarget.Kind] = [:]
    /// Where the routes of gateway endpoints lead.
    var endpointLists: [TextID: Route.Destination] = [:]
    /// What resources beside endpoints give their interfaces, by the endpoints' ids.
    var endpointParts: [String: TerraformResources.EndpointParts] = [:]
    /// The regions and the owners of VPCs, where they are told.
    var regionOfVpc: [TextID: TextID] = [:]
    var ownerOfVpc: [TextID: TextID] = [:]
    /// The peering connections that it describes.
    var peerings: Set<TextID> = []
    /// What it tells of transit gateways.
    var transit = TransitGatewayFacts()
    /// What it tells of load balancers.
    var balancers = BalancerFacts()
    /// What leaves open which table a route is in, which ACL an entry is in, and what is associated with what.
    var openTables: Set<String> = []
    var openACLs: Set<String> = []
    var openAssociations: Set<String> = []
    var openACLAssociations: Set<String> = []

    /// Says that any table or ACL may have more than is told, for a reason.
    mutating func leaveOpen(_ name: String) {
        for list in [\Self.openTables, \.openACLs, \.openAssociations, \.openACLAssociations] { self[keyPath: list].insert(name) }
        transit.leaveOpen(name)
    }
}
