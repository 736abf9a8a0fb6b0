export { generateShop, type ShopFiles, type ShopOptions } from './generate-shop.js';
