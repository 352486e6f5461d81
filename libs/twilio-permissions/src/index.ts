export { permissionFor } from './request.js';
export type { ApiRequest } from './request.js';
export type { RequestPermission } from './route-tree.js';
export { unsupportedProducts } from './unsupported-products.js';
export type { UnsupportedProduct } from './unsupported-products.js';
export {
  catalogueDate,
  grants,
  isPermission,
  isUnpublishedProduct,
  permissionEvidence,
  permissionNames,
  withWildcards,
} from './names.js';
export { actionsOf, isWellFormedPermission, MAX_PERMISSIONS_PER_KEY } from './permission-name.js';
export { nearestPermission } from './nearest.js';
export type { MappingEvidence, PermissionEvidence } from './catalogue-data.js';
