import CoreModel
import Support
import Testing
@testable import Reachability
@testable import Words

/// What reasons are called in the tests of their sentences.
extension StageReasons {
    /// What a stage's reason is called here; nil for what lets through.
    static func label(_ stage: Stage) -> Label? {
        switch stage.reason {
        case .passes, .returnsToSender, .notFiltered, .listens, .answersEcho: nil
        case .noListener(_, let isClassic): isClassic ? .noListenerAtAll : .noListener
        case .balancerProtocol: stage.outcome == .fail ? .balancerProtocol : .openBalancerProtocol
        case .gatewayBalancer: .gatewayBalancer
        case .groups: .groups
        case .acl: .acl
        case .route(_, let choice):
            switch choice.openings.first {
            case nil: .noRoute
            case .prefixList: .routeOfList
            case .destination: .routeUnsettled
            case .doubt: .routeInDoubt
            case .sameLength: .routeOfOneLength
            case .lack: .routeLacking
            case .propagation: .routePropagated
            case .vpcBlocks: .routeOfUnknownBlocks
            }
        case .blackhole: .blackhole
        case .filtered: .filtered
        case .disagreement: .disagreement
        case .badState(let state): state.isOpen ? .openState : .badState
        case .notAttached: stage.component.isNone ? .noGateway : .notAttached
        case .noPublicSource: .noPublicSource
        case .noPublicDestination: .noPublicDestination
        case .unknownPublicAddress: .unknownPublicAddress
        case .privateDestination: .privateDestination
        case .privateSource: .privateSource
        case .noPublicIPv6: .noPublicIPv6
        case .deniesGatewayTraffic: .deniesGatewayTraffic
        case .publicAccess: .publicAccess
        case .changingPublicAccess: .changingPublicAccess
        case .natProtocol: .natProtocol
        case .natInOwnSubnet: .natInOwnSubnet
        case .privateNat: .privateNat
        case .natAddressUnknown: .natAddressUnknown
        case .natZone: .natZone
        case .unsolicited: .unsolicited
        case .opensNothing: .opensNothing
        case .asymmetric(let expected): expected.isNone ? .asymmetricToNothing : .asymmetric
        case .redirected: .redirected
        case .applianceNotPublic: .applianceNotPublic
        case .inspected: .inspected
        case .sourceDestinationCheck: stage.outcome == .fail ? .checkOn : .checkUnknown
        case .nobody: .nobody
        case .missing(let missing):
            switch missing {
            case .subnet: .missingSubnet
            case .routeTable: .missingTable
            case .edgeTable: .missingEdgeTable
            case .networkACL: .missingACL
            case .internetGateway(let id, _): id.isNone ? .missingGateway : .missingAttachment
            case .natGateway: .missingNat
            case .subnets: .missingSubnets
            case .interfaces: .missingInterfaces
            case .peeringConnection: .missingPeering
            case .transitGatewayAttachment: .missingTransitAttachment
            case .attachment: .missingHop
            case .association: .missingAssociation
            case .transitGatewayRoutes: .missingTransitRoutes
            case .virtualPrivateGateway: .missingVpnGateway
            case .endpoint: .missingEndpoint
            case .references: .missingReferences
            case .listeners: .missingListeners
            }
        case .notPeered: .notPeered
        case .otherVpc: .otherVpc
        case .attachmentZone: .attachmentZone
        case .attachmentWithoutSubnet: .attachmentWithoutSubnet
        case .attachmentZones: .attachmentZones
        case .noAssociation: .noAssociation
        case .attachmentState: stage.outcome == .fail ? .attachmentState : .openAttachment
        case .transitRoute(_, let choice): choice.openings.isEmpty ? .transitRoute : .openTransitRoute
        case .transitBlackhole: .transitBlackhole
        case .severalAttachments: .severalAttachments
        case .foreignSource: .foreignSource
        case .endpointProtocol: .endpointProtocol
        case .attachmentWithoutIPv6: .attachmentWithoutIPv6
        case .tunnelsDown: .tunnelsDown
        case .gatewayWithoutIPv6: .gatewayWithoutIPv6
        case .attachmentEdge: .attachmentEdge
        case .foreignVpc: .foreignVpc
        case .inspectedBy: .inspectedBy
        case .edge: stage.component.isNone ? .unknownWayIn : .edge
        }
    }
}
